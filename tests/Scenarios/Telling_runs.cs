using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;
using Vmemmap.Tests.Exploration;

namespace Vmemmap.Tests.Scenarios;

/// <summary>The runs that mails and commits are about, as designs have them: they happen, they do the damage, and they are told as they are.</summary>
public sealed class Telling_runs
{
    public static TheoryData<string, string> All
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (var design in Catalogue.All)
            {
                foreach (var run in design.Tellings)
                {
                    all.Add(design.Name, run.Invariant);
                }
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Replay_and_violate_the_invariant_they_are_about(string design, string invariant)
    {
        var run = Run(design, invariant);

        var scenario = Scenario.Of(Catalogue.Find(design)!, run).Violates(invariant);

        var trace = scenario.CounterexampleTo(invariant);
        Assert.Null(Replay.Problem(new Instance(Catalogue.Find(design)!, run.Scope), trace));
        Assert.Equal(TraceJson.Write(trace), TraceJson.Write(TraceJson.Read(TraceJson.Write(trace))));
    }

    /// <summary>Else it would be another story that the reader is told after it has gone wrong.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void End_with_the_step_that_does_the_damage(string design, string invariant)
    {
        var run = Run(design, invariant);
        var whole = Scenario.Of(Catalogue.Find(design)!, run);

        var before = Scenario.Of(Catalogue.Find(design)!).In(run.Scope).Do(whole.Moves.SkipLast(1));

        before.Holds(invariant);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Are_of_what_the_design_is_known_for_and_longer_than_the_shortest(string design, string invariant)
    {
        var shortest = Counterexamples.Of(design, bug: null, invariant);

        Assert.True(shortest.Moves.Count < Scenario.Of(Catalogue.Find(design)!, Run(design, invariant)).Moves.Count);
    }

    [Theory]
    [InlineData("error-marks-no-other-page")]
    [InlineData("dissolved-flags-exact")]
    public void Of_the_first_proposal_read_as_they_always_have(string invariant)
    {
        var told = TellingRuns.Of(Rfc2020.Design).Single(told => told.Run.Invariant == invariant);

        GoldenText.AssertEqual($"Stories/Golden/rfc-2020.{invariant}.telling.txt", Story.Outline(told.Run, told.Trace, Rfc2020.Design));
    }

    [Fact]
    public void Begin_for_the_first_proposal_with_the_objection() =>
        Assert.Equal(["error-marks-no-other-page", "dissolved-flags-exact"], TellingRuns.Of(Rfc2020.Design).Select(told => told.Trace.Invariant));

    private static TellingRun Run(string design, string invariant) => Catalogue.Find(design)!.Tellings.Single(run => run.Invariant == invariant);
}
