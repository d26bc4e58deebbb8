using System.Text;
using OpsCenter.Ingest.Sessions;

namespace OpsCenter.Ingest.Tests;

public sealed class Digests
{
    /// <summary>What xxhsum 0.8.1 -H64 says of the same bytes: none, less than a word, less than a stripe, a whole stripe, and stripes with every kind of rest.</summary>
    [Theory]
    [InlineData("", 0xef46db3751d8e999)]
    [InlineData("a", 0xd24ec4f1a98c6e5b)]
    [InlineData("abc", 0x44bc2cf5ad770999)]
    [InlineData("0123456789abcdef0123456789abcdef", 0x642a94958e71e6c5)]
    [InlineData("OpsCenter counts what a kiosk sent once, however often it was sent: 壹贰叁.", 0x87a71459d5203a84)]
    public void A_digest_is_what_the_reference_program_says(string text, ulong digest) => Assert.Equal(digest, PayloadDigest.Of(Encoding.UTF8.GetBytes(text)));
}
