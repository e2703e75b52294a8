using System.Buffers.Binary;
using Npgsql;

namespace ReplayGraph.Postgres.Writing;

/// <summary>
/// Writes the rows of a binary COPY (https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format") through a buffer of its own: a call of
/// the driver for each column would cost as much as all the rest of a commit.
/// </summary>
internal sealed class CopyWriter(NpgsqlRawCopyStream to)
{
    private const int BufferBytes = 64 << 10;

    // More than any run of columns of fixed size needs.
    private const int Reserve = 256;

    private const int IdBytes = 16;

    // Stands for the number of columns after the last row.
    private const short End = -1;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _at;

    /// <summary>Begins a COPY.</summary>
    internal static async ValueTask<CopyWriter> BeginAsync(NpgsqlConnection connection, string copy)
    {
        var writer = new CopyWriter(await connection.BeginRawBinaryCopyAsync(copy).ConfigureAwait(false));
        writer.Header();
        return writer;
    }

    /// <summary>Begins a row.</summary>
    internal ValueTask RowAsync(short columns)
    {
        if (_buffer.Length - _at < Reserve)
        {
            return new(FlushAsync(columns));
        }

        Write16(columns);
        return default;
    }

    /// <summary>Writes a smallint.</summary>
    internal void Short(short value)
    {
        Write32(sizeof(short));
        Write16(value);
    }

    /// <summary>Writes an integer.</summary>
    internal void Int(int value)
    {
        Write32(sizeof(int));
        Write32(value);
    }

    /// <summary>Writes a bigint.</summary>
    internal void Long(long value)
    {
        Write32(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(_at), value);
        _at += sizeof(long);
    }

    /// <summary>Writes an id as a bytea.</summary>
    internal void Id(UInt128 value)
    {
        Write32(IdBytes);
        BinaryPrimitives.WriteUInt128BigEndian(_buffer.AsSpan(_at), value);
        _at += IdBytes;
    }

    /// <summary>Writes a bytea of any length.</summary>
    internal ValueTask BytesAsync(byte[] value)
    {
        Write32(value.Length);
        if (value.Length > _buffer.Length - _at - Reserve)
        {
            return new(FlushAsync(value));
        }

        value.CopyTo(_buffer, _at);
        _at += value.Length;
        return default;
    }

    /// <summary>Ends the COPY.</summary>
    /// <exception cref="PostgresException">The database refuses the rows.</exception>
    internal async ValueTask CompleteAsync()
    {
        await RowAsync(End).ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
        await to.DisposeAsync().ConfigureAwait(false);
    }

    // The signature, no flags, and no extension of the header.
    private void Header()
    {
        "PGCOPY\n"u8.CopyTo(_buffer);
        _buffer[7] = 0xff;
        "\r\n\0\0\0\0\0\0\0\0\0"u8.CopyTo(_buffer.AsSpan(8));
        _at = 19;
    }

    private void Write32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_at), value);
        _at += sizeof(int);
    }

    private void Write16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_at), value);
        _at += sizeof(short);
    }

    private async Task FlushAsync(short columns)
    {
        await FlushAsync().ConfigureAwait(false);
        Write16(columns);
    }

    private async Task FlushAsync(byte[] value)
    {
        await FlushAsync().ConfigureAwait(false);
        await to.WriteAsync(value).ConfigureAwait(false);
    }

    private async Task FlushAsync()
    {
        await to.WriteAsync(_buffer.AsMemory(0, _at)).ConfigureAwait(false);
        _at = 0;
    }
}
