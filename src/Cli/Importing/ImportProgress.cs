namespace ReplayGraph.Cli.Importing;

/// <summary>How far an import is: written by its lanes, read by whoever shows it. Safe for concurrent use.</summary>
public sealed class ImportProgress
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, RejectedLine> _refused = [];
    private readonly int _keep;
    private ImportCounts _counts;

    /// <summary>Begins with nothing.</summary>
    /// <param name="keep">How many of the refused lines are kept in full: the first ones.</param>
    public ImportProgress(int keep = 20) => _keep = keep;

    /// <summary>What is acknowledged by now.</summary>
    public ImportCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return _counts;
            }
        }
    }

    /// <summary>The first refused lines known by now, in their order.</summary>
    public IReadOnlyList<RejectedLine> FirstRefused
    {
        get
        {
            lock (_gate)
            {
                return [.. _refused.Values];
            }
        }
    }

    /// <summary>Adds what came of a piece.</summary>
    /// <param name="counts">What became of its lines.</param>
    /// <param name="refused">Its refused lines; the first of them are enough.</param>
    public void Add(ImportCounts counts, IEnumerable<RejectedLine> refused)
    {
        lock (_gate)
        {
            _counts += counts;
            foreach (RejectedLine line in refused)
            {
                _refused[line.Line] = line;
                if (_refused.Count > _keep)
                {
                    _refused.Remove(_refused.Keys.Last());
                }
            }
        }
    }
}
