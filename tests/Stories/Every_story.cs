using System.Text.RegularExpressions;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;
using Vmemmap.Tests.Exploration;

namespace Vmemmap.Tests.Stories;

/// <summary>What a reader may rely on in the story of any counterexample.</summary>
public sealed partial class Every_story
{
    public static TheoryData<string, string?, string> Cases => Counterexamples.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Begins_with_the_design_the_bug_and_the_invariant_with_its_sentence(string design, string? bug, string invariant)
    {
        var trace = Counterexamples.Of(design, bug, invariant);
        var property = Counterexamples.Replayed(trace).Machine.Properties.Single(p => p.Name == invariant);

        var lines = Story.Tell(trace).Split('\n');

        Assert.StartsWith($"{design}{(bug is null ? "" : $" with {bug}")}: {invariant} ({string.Join(", ", property.Ids)}) violated after ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(lines[1].Trim(), property.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_each_step_once_and_in_order_with_its_function(string design, string? bug, string invariant)
    {
        var trace = Counterexamples.Of(design, bug, invariant);
        var functions = Counterexamples.Replayed(trace).Machine.Steps.ToDictionary(s => s.Name, s => s.Function);
        var expected = trace.Moves.Select((move, i) => (Number: $"{i + 1}", move.Step)).ToList();

        foreach (var story in new[] { Story.Tell(trace), Outline(trace) })
        {
            var told = Step().Matches(story).Select(m => (Number: m.Groups["number"].Value, Step: m.Groups["step"].Value)).ToList();
            Assert.Equal(expected, told);
            Assert.All(Step().Matches(story), m => Assert.StartsWith(functions[m.Groups["step"].Value], m.Groups["function"].Value, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Draws_the_page_table_of_the_violating_state_last(string design, string? bug, string invariant)
    {
        var trace = Counterexamples.Of(design, bug, invariant);
        var state = Counterexamples.Replayed(trace).State;

        // Of each hugepage, one after the other. At boot there may be no entry yet.
        var entries = Enumerable.Range(0, trace.Scope.Pages).Select(v => state.Pte[trace.Scope.Folios - 1, v].Value switch
        {
            None.Nobody => "nothing",
            var frame => $"f{frame} {(state.Writable[trace.Scope.Folios - 1, v].IsTrue ? "rw" : "ro")}",
        });

        var drawn = Story.Tell(trace).Split('\n').Last(line => Entry().Count(line) == trace.Scope.Pages);

        Assert.Equal(entries, Entry().Matches(drawn).Select(m => m.Value));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Marks_the_place_and_ends_with_what_is_wrong_there(string design, string? bug, string invariant)
    {
        var story = Story.Tell(Counterexamples.Of(design, bug, invariant));

        // Of a hugepage as a whole, of a frame that nothing is mapped to, and of what the pool counts there is no struct page to mark.
        Assert.Matches(@"\n  here +\^+\n|\nWrong: (frame|the hugepage|h\d|the machine)\b", story);
        var last = story[story.LastIndexOf("\nWrong: ", StringComparison.Ordinal)..];
        Assert.EndsWith(".\n", last, StringComparison.Ordinal);
        Assert.DoesNotContain("changes nothing that others see", story, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_the_same_when_told_again(string design, string? bug, string invariant)
    {
        var trace = Counterexamples.Of(design, bug, invariant);

        Assert.Equal(Story.Tell(trace), Story.Tell(trace));
        Assert.Equal(Outline(trace), Outline(trace));
    }

    private static string Outline(Trace trace) =>
        Story.Outline(trace, Catalogue.Find(trace.Design)!, trace.Bug is null ? null : Vmemmap.Model.Museum.SeededBugs.Find(trace.Bug));

    [GeneratedRegex(@"^ +(?<number>\d+)\. (?<function>.*?)  \[(?<step>[a-z-]+)\]", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"\bf\d+ r[wo]\b|\bnothing\b", RegexOptions.None, 1000)]
    private static partial Regex Entry();
}
