namespace ReplayGraph.Cli.Importing;

/// <summary>The progress of an import, which lanes write and the display reads. Safe for concurrent use.</summary>
public sealed class ImportProgress
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, RejectedLine> _rejected = [];
    private readonly int _keep;
    private ImportCounts _counts;

    /// <summary>Starts empty.</summary>
    /// <param name="keep">How many of the first rejected lines to keep in full.</param>
    public ImportProgress(int keep = 20) => _keep = keep;

    /// <summary>The counts acknowledged so far.</summary>
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

    /// <summary>The first rejected lines so far, in order.</summary>
    public IReadOnlyList<RejectedLine> FirstRejected
    {
        get
        {
            lock (_gate)
            {
                return [.. _rejected.Values];
            }
        }
    }

    /// <summary>Adds the outcome of a piece.</summary>
    /// <param name="counts">The counts of its lines.</param>
    /// <param name="rejected">Its rejected lines; the first ones suffice.</param>
    public void Add(ImportCounts counts, IEnumerable<RejectedLine> rejected)
    {
        lock (_gate)
        {
            _counts += counts;
            foreach (RejectedLine line in rejected)
            {
                _rejected[line.Line] = line;
                if (_rejected.Count > _keep)
                {
                    _rejected.Remove(_rejected.Keys.Last());
                }
            }
        }
    }
}
