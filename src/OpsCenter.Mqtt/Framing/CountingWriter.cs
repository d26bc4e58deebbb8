using System.Buffers;
using System.IO.Pipelines;

namespace OpsCenter.Mqtt.Framing;

/// <summary>A pipe's writing end that knows how many bytes went through it.</summary>
internal sealed class CountingWriter(PipeWriter output) : IBufferWriter<byte>
{
    internal long Count { get; private set; }

    internal PipeWriter Output => output;

    public void Advance(int count)
    {
        Count += count;
        output.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => output.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => output.GetSpan(sizeHint);
}
