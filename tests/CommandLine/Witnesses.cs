namespace Vmemmap.Tests.CommandLine;

/// <summary><c>verify witnesses</c>.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Witnesses
{
    [Fact]
    public void A_design_without_vacuous_proofs_gives_0_and_shows_each_step_with_its_shortest_witness()
    {
        var run = Invocation.Of("witnesses", "--design", "rfc-2020");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\| initially +\| +0 \| +\d+ \|", run.Output);
        Assert.Matches(@"\| optimise +\| +0 \| +\d+ \|", run.Output);
        Assert.Matches(@"\| remap-tail +\| +1 \| +\d+ \|", run.Output);
        Assert.Matches(@"\| pinned-page-finds-its-head +\| +4 \| +1 \|", run.Output);
        Assert.DoesNotContain("never", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(" obligations, 0 of them without a witness", run.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_design_is_bad_input()
    {
        var run = Invocation.Of("witnesses", "--design", "linux-9.99");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("There is no design 'linux-9.99'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_search_gives_130()
    {
        using CancellationTokenSource interrupted = new();
        interrupted.Cancel();

        var run = Invocation.Of(interrupted.Token, "witnesses");

        Assert.Equal((130, "Interrupted.\n"), (run.ExitCode, run.Error));
    }
}
