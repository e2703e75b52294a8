using System.Buffers;
using System.Diagnostics;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;
using ReplayGraph.Grains.Calls;

namespace ReplayGraph.Grains.Serialization;

/// <summary>
/// Sends an exception that is not in <see cref="FailureTypes"/> as a transient <see cref="GraphException"/> with its message: the caller
/// retries, and does not need the type.
/// </summary>
internal sealed class UnlistedFailureCodec : IGeneralizedCodec
{
    public bool IsSupportedType(Type type) => type.IsAssignableTo(typeof(Exception)) && !FailureTypes.IsListed(type);

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, object? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        writer.Session.CodecProvider.GetCodec(typeof(GraphException)).WriteField(
            ref writer,
            fieldIdDelta,
            expectedType,
            new GraphException(MessageOf((Exception)value!), isTransient: true));
    }

    public object ReadValue<TInput>(ref Reader<TInput> reader, Field field) =>
        throw new UnreachableException("What is written here is a GraphException, which its own codec reads.");

    // Orleans answers a call with it whose method or type this process does not know.
    private static string MessageOf(Exception failure) => failure is TypeLoadException
        ? "The silo that was asked does not know this call: it runs an older version."
        : $"{failure.GetType().Name}: {CallFailures.Describe(failure)}";
}
