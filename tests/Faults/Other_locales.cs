using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Vmemmap.Bench.Checkers;

namespace Vmemmap.Tests.Faults;

/// <summary>Neither numbers nor names depend on the locale: the projects have one culture, and the program insists on it.</summary>
public sealed partial class Other_locales
{
    public static TheoryData<string> Commands =>
    [
        "savings",
        "explore --design rfc-2020 --states 500",
        "run --design rfc-2020 --sequences 5 --length 50 --seed 7919:104729",
        "explore --design RFC-2020",
    ];

    // The i of Turkish has another capital, and 1.5 is 1,5 there.
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_locale_changes_nothing_that_is_printed(string command)
    {
        var expected = await ProgramRun.Of(command, ("LC_ALL", "C"));

        Assert.Equal(WithoutSpeed(expected), WithoutSpeed(await ProgramRun.Of(command, ("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8"))));
        Assert.Equal(WithoutSpeed(expected), WithoutSpeed(await ProgramRun.Of(command, StartupHook.With(StartupHook.DecimalComma))));
    }

    [Fact]
    public async Task Reports_for_machines_and_for_people_have_decimal_points()
    {
        using TemporaryDirectory directory = new();
        var arguments = WarmStore.Of(directory, "corrected-5.18");

        var json = await ProgramRun.Of($"{arguments} --json", StartupHook.With(StartupHook.DecimalComma));
        var text = await ProgramRun.Of(arguments, StartupHook.With(StartupHook.DecimalComma));

        Assert.Equal((0, 0), (json.ExitCode, text.ExitCode));
        Assert.All(json.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.NotNull(JsonNode.Parse(line)!["seconds"]));
        Assert.Matches(@"; \d+\.\d s; z3 \d", text.Output);
    }

    private static ProgramRun WithoutSpeed(ProgramRun run) => run with { Output = Speed().Replace(run.Output, "") };

    [GeneratedRegex(@"[\d,.]+ steps/s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Speed();
}
