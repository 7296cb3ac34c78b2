using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Stories;

namespace Vmemmap.Tests.CommandLine;

/// <summary>The main job, run once for one design, for people.</summary>
public sealed class OneDesignToRead
{
    internal Invocation Run { get; } = Invocation.Of("--design", "rfc-2020");
}

/// <summary>What a reader meets first, and what second.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Stories_of_one_design(OneDesignToRead shared) : IClassFixture<OneDesignToRead>
{
    private string Output => shared.Run.Output;

    [Fact]
    public void The_table_shows_the_length_of_the_run_that_is_told_beside_the_shortest_and_says_so()
    {
        Assert.Matches(@"\n\| error-marks-no-other-page +\| S17 PB +\| 6; 22 +\|", Output);
        Assert.Matches(@"\n\| shared-tails-read-only +\| S7 S8 +\| 2 +\|", Output);
        Assert.Single(shared.Run.Lines, line => line.StartsWith("n; m: ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_story_is_the_objection() => Assert.StartsWith(Told(0), AfterThePicturesLegend, StringComparison.Ordinal);

    [Fact]
    public void The_shortest_counterexample_stands_behind_the_run_that_is_told_before_it()
    {
        string[] inOrder =
        [
            Told(0), "\nExpected: Matthew Wilcox", "\nShortest: 6 steps.\nrfc-2020: error-marks-no-other-page (S17, PB) violated after 6 steps\n",
            Told(1), "\nShortest: 16 steps.\nrfc-2020: dissolved-flags-exact (S17, PB, PC) violated after 16 steps\n",
            "\nrfc-2020: shared-tails-read-only (S7, S8) violated after 2 steps\n",
        ];

        var places = inOrder.Select(text => Output.IndexOf(text, StringComparison.Ordinal)).ToList();

        Assert.All(places, place => Assert.NotEqual(-1, place));
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Every_counterexample_is_outlined_once() => Assert.All(
        Rfc2020.Design.Refuted,
        refuted => Assert.Equal(
            Rfc2020.Design.Tellings.Any(run => run.Invariant == refuted.Invariant) ? 2 : 1,
            shared.Run.Lines.Count(line => line.StartsWith($"rfc-2020: {refuted.Invariant} (", StringComparison.Ordinal))));

    private string AfterThePicturesLegend => Output[(Output.IndexOf(Story.Legend, StringComparison.Ordinal) + Story.Legend.Length)..].TrimStart('\n');

    private static string Told(int number)
    {
        var told = TellingRuns.Of(Rfc2020.Design)[number];
        return Story.Outline(told.Run, told.Trace, Rfc2020.Design);
    }
}
