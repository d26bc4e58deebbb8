using System.Text;
using OpsCenter.KioskProtocol.Reading;

namespace OpsCenter.KioskProtocol.Tests;

public sealed class Instants
{
    [Theory]
    [InlineData("2026-11-21T08:00:00Z", "2026-11-21T08:00:00.0000000+00:00")]
    [InlineData("2026-11-21t08:00:00.5z", "2026-11-21T08:00:00.5000000+00:00")]
    [InlineData("2024-02-29T23:59:59.123456789-05:30", "2024-02-29T23:59:59.1234567-05:30")]
    [InlineData("2026-11-21T08:00:00+14:00", "2026-11-21T08:00:00.0000000+14:00")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000+00:00")]
    [InlineData("1970-01-01T00:00:00-00:00", "1970-01-01T00:00:00.0000000+00:00")]
    public void An_instant_of_rfc_3339_is_read(string text, string same)
    {
        Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var instant));
        Assert.Equal(same, instant.ToString("O"));
    }

    [Theory]
    [InlineData("2026-11-21"), InlineData("2026-11-21T08:00Z"), InlineData("2026-11-21 08:00:00Z"), InlineData("2026-11-21T08:00:00"), InlineData("2026-11-21T08:00:00.Z")]
    [InlineData("2026-11-21T08:00:00+0800"), InlineData("2026-11-21T24:00:00Z"), InlineData("2026-13-21T08:00:00Z"), InlineData("2025-02-29T08:00:00Z"), InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2026-11-21T08:00:00+14:01"), InlineData("2026-11-21T08:00:61Z"), InlineData("0001-01-01T00:00:00+08:00"), InlineData("9999-12-31T23:59:59-08:00"), InlineData("2026-11-21T08:00:00Zx")]
    public void Anything_else_is_none(string text) => Assert.False(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
