using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Exploration;

/// <summary>The explorer finds what must be found, by the shortest way.</summary>
public sealed class Shortest_counterexamples
{
    private static readonly string[] Shown = ["rfc-2020", "linux-6.1", "linux-6.12", "linux-6.12.118", "linux-7.3", "corrected"];

    // What the README shows, the kernels that people run between the first proposal and the corrected design, is what the gate measures. An invariant that applies to none of them has no row.
    [Fact]
    public void The_table_of_the_README_shows_these_lengths()
    {
        var lines = RepositoryFile.Text("README.md").Split('\n');
        var header = Array.FindIndex(lines, line => line.StartsWith("| invariant ", StringComparison.Ordinal));
        var names = Cells(lines[header])[2..];
        List<(string, string, string)> shown = [.. lines.Skip(header + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)
            .SelectMany(row => names.Zip(row[2..], (design, cell) => (design, row[0], cell.Split(';')[0])))];

        (Design Design, Machine<Bit, Num> Machine)[] kernels = [.. Shown.Select(name => Catalogue.Find(name)!).Select(design => (design, new Machine<Bit, Num>(design)))];
        var applying = kernels.SelectMany(of => of.Machine.Properties).Select(p => p.Name).ToHashSet();
        Assert.Equal(
            kernels.SelectMany(of =>
                of.Machine.Properties.Select(p => (of.Design.Name, p.Name, of.Design.Refuted.Of(p.Name)?.Steps is { } steps ? $"{steps}" : "proved"))
                    .Concat(of.Machine.NotApplying.Where(one => applying.Contains(one.Invariant)).Select(one => (of.Design.Name, one.Invariant, "")))).Order(),
            shown.Order());

        static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
    }

    // Of one design only, and in walks of a million states: of the bugs of boot memory the others are found in the gate.
    private static readonly string[] Large = ["boot-head-not-frozen", "boot-order-not-written"];

    /// <summary>Every bug in the newest design that it can be told from.</summary>
    public static TheoryData<string, string> Bugs => CasesOf(Newest);

    /// <summary>...and in all others.</summary>
    public static TheoryData<string, string> OtherPairs => CasesOf(Pairs.Except(Newest));

    // A bug that breaks what is broken already cannot be told from the design. Whether one applies is asked of each design and bug: once in a run of the tests.
    private static readonly Lazy<IReadOnlyList<(string Design, string Bug)>> AllPairs = new(() =>
    [
        .. from design in Catalogue.All
           from bug in SeededBugs.All
           where bug.AppliesTo(design) && design.Refuted.All(refuted => refuted.Invariant != bug.Violates)
           select (design.Name, bug.Name),
    ]);

    internal static IReadOnlyList<(string Design, string Bug)> Pairs => AllPairs.Value;

    private static IEnumerable<(string Design, string Bug)> Newest => Pairs.Reverse().DistinctBy(pair => pair.Bug).Where(pair => !Large.Contains(pair.Bug));

    internal static TheoryData<string, string> CasesOf(IEnumerable<(string Design, string Bug)> pairs)
    {
        TheoryData<string, string> cases = [];
        foreach (var (design, bug) in pairs)
        {
            cases.Add(design, bug);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_seeded_bug_is_found(string name, string bugName) => MustFind(name, bugName);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OtherPairs))]
    public void So_it_is_in_every_other_design(string name, string bugName) => MustFind(name, bugName);

    private static void MustFind(string name, string bugName)
    {
        var (design, bug) = (Catalogue.Find(name)!, SeededBugs.Find(bugName)!);

        var result = Counterexamples.OfBug(name, bugName);

        Assert.True(result.Found.ContainsKey(bug.Violates), $"{bugName} in {name}: {bug.Violates} was not violated in {result.Walks.Sum(walk => walk.Result.States)} states of {result.Walks.Count} walks");
        Assert.Null(Replay.Problem(new Instance(design, result.Found[bug.Violates].Scope, bug), result.Found[bug.Violates]));
    }
}
