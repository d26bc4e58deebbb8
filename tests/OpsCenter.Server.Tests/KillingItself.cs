using OpsCenter.Domain.Vocabulary;
using OpsCenter.Server.CommandLine;
using OpsCenter.Server.Faults;

namespace OpsCenter.Server.Tests;

/// <summary>The setting of FT-02; that it kills is shown in the fault tests, on a process of its own.</summary>
public sealed class KillingItself
{
    [Theory, InlineData("AfterCommit:0"), InlineData("AfterCommit:many"), InlineData("AfterCommit:-1"), InlineData("2"), InlineData("aftercommit"), InlineData(":3")]
    public void A_point_or_a_count_that_cannot_be_is_refused_with_the_names_that_are_known(string text)
    {
        string sentence = Assert.Throws<UsageException>(() => KillSwitch.Parse(text)).Message;
        Assert.All(Enum.GetNames<FaultPoint>(), name => Assert.Contains(name, sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Other_points_and_other_hits_pass()
    {
        var armed = KillSwitch.Parse("AfterCommit:3");
        armed.Meet(FaultPoint.AfterCommit);
        armed.Meet(FaultPoint.AfterCommit);
        Assert.All(Enum.GetValues<FaultPoint>().Except([FaultPoint.AfterCommit]), armed.Meet);
    }

    [Fact]
    public void Nothing_is_called_unless_the_environment_asks() => Assert.Null(KillSwitch.FromEnvironment());
}
