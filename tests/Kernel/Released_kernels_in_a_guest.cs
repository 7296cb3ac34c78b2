using System.Text.RegularExpressions;
using Vmemmap.Tests.Faults;

namespace Vmemmap.Tests.Kernel;

/// <summary><c>kernel/live/boot.sh</c> shows on a released kernel what findings tell. A kernel and QEMU are not here: what can be said without them is.</summary>
public sealed partial class Released_kernels_in_a_guest
{
    // What boot.sh asks a kernel for itself.
    private const string Addresses = "addresses";

    internal static readonly string[] Scenarios = [.. Listed().Matches(RepositoryFile.Text("scenarios")).Select(match => match.Groups["name"].Value)];

    /// <summary>The pages that name a scenario.</summary>
    internal static readonly string[] Pages = [.. RepositoryFile.Names(".md").Where(name => RepositoryFile.Text(name).Contains("kernel/live/boot.sh VMLINUZ", StringComparison.Ordinal))];

    /// <summary>The scenarios that a page names.</summary>
    internal static IEnumerable<string> ShownIn(string page) => Used().Matches(page).Select(match => match.Groups["name"].Value).Where(name => name != "SCENARIO");

    [Fact]
    public void Show_what_findings_name_and_nothing_else()
    {
        Assert.NotEmpty(Scenarios);
        Assert.Equal(Scenarios.Order(), Pages.SelectMany(page => ShownIn(RepositoryFile.Text(page))).Distinct().Order());
    }

    [Fact]
    public void Are_those_that_the_guest_can_show() =>
        Assert.Equal(Scenarios.Append(Addresses).Order(), Named().Matches(RepositoryFile.Text("init.c")).Select(match => match.Groups["name"].Value).Order());

    [Theory]
    [InlineData("soft-ofline")]
    [InlineData("'#'")]
    [InlineData("''")]
    [InlineData(Addresses)]
    public async Task Are_asked_for_a_scenario_that_there_is(string name) =>
        Assert.Equal(new(2, "", $"There is no scenario '{name.Trim('\'')}': {string.Join(", ", Scenarios)} are.\n"), await RunWith($"vmlinuz {name}"));

    [Fact]
    public async Task Are_asked_for_an_image_that_can_be_read() =>
        Assert.Equal(new(2, "", "'no/vmlinuz' cannot be read: the kernel's image, and then its modules, are asked for.\n"), await RunWith("no/vmlinuz alias"));

    [Fact]
    public async Task Say_what_they_are_asked_for()
    {
        var run = await RunWith("");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Boots a released kernel in QEMU and shows there what a finding tells: boot.sh VMLINUZ SCENARIO [MODULE.ko ...]\n", run.Error, StringComparison.Ordinal);
    }

    private static Task<ProgramRun> RunWith(string arguments) => RepositoryScript.RunAsync("boot.sh", arguments, "scenarios");

    [GeneratedRegex("^(?<name>[a-z-]+) ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Listed();

    [GeneratedRegex("\\{ \"(?<name>[a-z-]+)\", ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Named();

    [GeneratedRegex(@"(kernel/live/boot\.sh VMLINUZ|`\.\.\.) (?<name>[a-zA-Z-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Used();
}
