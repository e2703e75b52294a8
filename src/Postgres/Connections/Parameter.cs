using System.Buffers.Binary;
using Npgsql;

namespace ReplayGraph.Postgres.Connections;

/// <summary>Statement parameters, sent in binary without boxing.</summary>
internal static class Parameter
{
    internal static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    /// <summary>An id as the tables store it.</summary>
    internal static byte[] KeyOf(UInt128 id)
    {
        var key = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(key, id);
        return key;
    }
}
