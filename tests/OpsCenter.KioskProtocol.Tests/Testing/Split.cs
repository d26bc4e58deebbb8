using System.Buffers;

namespace OpsCenter.KioskProtocol.Tests.Testing;

/// <summary>Chops bytes as a socket may: whole, at each place in two, and into single bytes.</summary>
internal static class Split
{
    internal static IEnumerable<ReadOnlySequence<byte>> Every(byte[] whole)
    {
        yield return new ReadOnlySequence<byte>(whole);
        for (int at = 1; at < whole.Length; at++) yield return Of(whole[..at], whole[at..]);
        yield return Of([.. whole.Select(single => new[] { single })]);
    }

    private static ReadOnlySequence<byte> Of(params byte[][] pieces)
    {
        var first = new Piece(pieces[0], 0);
        var last = pieces.Skip(1).Aggregate(first, (before, bytes) => before.Then(bytes));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        internal Piece(byte[] bytes, long before) => (Memory, RunningIndex) = (bytes, before);

        internal Piece Then(byte[] bytes)
        {
            var next = new Piece(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
