using System.Buffers;
using System.Globalization;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Targets;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.Cli.Importing;

/// <summary>
/// The facts of one organization in a data folder's journal, as native lines, in the order of arrival. The folder is locked meanwhile, so
/// that no process adds facts that would be missed, and is not changed.
/// </summary>
internal sealed class JournalSource : IImportSource
{
    private readonly DataFolder _folder;
    private readonly JournalReader _journal;
    private readonly string _organization;
    private readonly int _pieceBytes;
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly NativeLines _lines;
    private readonly SortedDictionary<string, long> _others = new(StringComparer.Ordinal);
    private int _sent;
    private long _line = 1;
    private long _position;

    private JournalSource(string name, DataFolder folder, JournalReader journal, OrganizationId organization, int pieceBytes)
    {
        (Name, _folder, _journal, _organization, _pieceBytes) = (name, folder, journal, organization.ToString(), pieceBytes);
        _lines = new(_text);
        Length = DataFolderAccess.Journal(folder.Path).Sum(file => file.Length);
    }

    public string Name { get; }

    public long? Length { get; }

    public long Position => Interlocked.Read(ref _position);

    public IEnumerable<string> Notes
    {
        get
        {
            if (_journal.Scan.Torn is { } torn)
            {
                yield return $"{Name}: skipped an unfinished write of {torn.Bytes} bytes at the end; it was never acknowledged";
            }

            foreach ((string organization, long facts) in _others)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Name}: skipped {facts:N0} facts of organization {organization}; import them with --from-org {organization}");
            }
        }
    }

    /// <summary>Opens a folder.</summary>
    /// <exception cref="IOException">It is in use, or cannot be read.</exception>
    internal static JournalSource Open(string name, OrganizationId organization, int pieceBytes = FileImport.PieceBytes)
    {
        DataFolder folder = DataFolder.Open(name);
        try
        {
            return new(name, folder, new JournalReader(folder.Path), organization, pieceBytes);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <exception cref="UsageException">At the end, if all facts belong to other organizations.</exception>
    public ValueTask<LinePiece?> ReadAsync(CancellationToken cancel)
    {
        while (_text.WrittenCount - _sent < _pieceBytes && _journal.TryRead(out JournalEntry entry))
        {
            cancel.ThrowIfCancellationRequested();
            Take(entry);
        }

        if (_sent < _text.WrittenCount)
        {
            return new(Cut());
        }

        return _lines.Count > 0 || _others.Count == 0
            ? default(ValueTask<LinePiece?>)
            : throw new UsageException(
                $"{Name}: has no facts of organization {_organization}; choose one that it has with --from-org: "
                + string.Join(", ", _others.Keys));
    }

    public ValueTask DisposeAsync()
    {
        _journal.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Take(in JournalEntry entry)
    {
        Interlocked.Add(ref _position, entry.Next.Offset - entry.Position.Offset);
        string organization = entry.Frame.Organization;
        if (organization == _organization)
        {
            FactBatch.Read(entry.Frame.Payload, _lines);
        }
        else
        {
            _others[organization] = _others.GetValueOrDefault(organization) + entry.Frame.Count;
        }
    }

    // A frame may hold the lines of several pieces.
    private LinePiece Cut()
    {
        ReadOnlySpan<byte> left = _text.WrittenSpan[_sent..];
        int length = left.Length;
        if (length > _pieceBytes)
        {
            int end = left[.._pieceBytes].LastIndexOf((byte)'\n') + 1;
            length = end > 0 ? end : left.IndexOf((byte)'\n') + 1;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        left[..length].CopyTo(buffer);
        var piece = new LinePiece(buffer, length, _line);
        _line += left[..length].Count((byte)'\n');
        _sent += length;
        if (_text.WrittenCount - _sent < _pieceBytes)
        {
            MoveToFront(left[length..].ToArray());
        }

        return piece;
    }

    // More text follows; the part that was sent must not accumulate before it.
    private void MoveToFront(ReadOnlySpan<byte> rest)
    {
        _text.ResetWrittenCount();
        _text.Write(rest);
        _sent = 0;
    }
}
