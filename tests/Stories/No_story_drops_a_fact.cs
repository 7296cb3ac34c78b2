using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Stories.Changes;
using Vmemmap.Properties.Stories.Explanations;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Tests.Exploration;

namespace Vmemmap.Tests.Stories;

/// <summary>Whatever a step changed is told with the step, and whatever is to blame is told at the end.</summary>
public sealed class No_story_drops_a_fact
{
    public static TheoryData<string, string?, string> Cases => Counterexamples.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_change_of_each_step_is_told_once(string design, string? bug, string invariant)
    {
        var story = OneLine(Story.Tell(Counterexamples.Of(design, bug, invariant)));

        Assert.All(Told(design, bug, invariant).Moments(), moment =>
        {
            var told = Telling.Of(moment);
            Assert.Equal(InOrder(moment.Changes), InOrder(told.SelectMany(t => t.Of)));
            Assert.Contains(string.Join("; ", told.Select(t => t.Words)), story, StringComparison.Ordinal);
        });
    }

    // A number that is forgotten with what it belonged to is not mentioned again: "drivers hold nothing" needs no place.
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step_that_had_not_changed_a_cell_would_read_differently(string design, string? bug, string invariant)
    {
        var told = Told(design, bug, invariant);
        foreach (var moment in told.Moments())
        {
            var text = Text(moment);
            Assert.All(moment.Changes.Where(c => c.Table.Values is null || !c.IsForgotten), change =>
            {
                Set(told.Now, change, change.Old);
                var without = Text(new(moment.Step, moment.At, told.Before, told.Now));
                Set(told.Now, change, change.New);
                Assert.NotEqual(text, without);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_step_changed_is_told_whatever_the_step_is_called(string design, string? bug, string invariant)
    {
        var told = Told(design, bug, invariant);
        Assert.All(told.Moments(), moment =>
            Assert.Equal(Text(moment), Text(new(moment.Step with { Name = "a-step", Function = "a_function()" }, moment.At, told.Before, told.Now))));
    }

    // What no step of the design ever writes is not the reason: linux-5.14 has no raw error list that could lack a page.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_cell_to_blame_is_in_the_last_sentence(string design, string? bug, string invariant)
    {
        var told = Told(design, bug, invariant);
        _ = told.Moments().Count();
        var words = new FactWords(new(told.Now.Scope), told.Now.State);
        var blamed = Explanation.Of(told).Blamed.Where(fact => told.Written.Contains(fact.Table.Name)).ToList();
        var story = Story.Tell(told.Trace);

        var wrong = OneLine(story[story.LastIndexOf("Wrong: ", StringComparison.Ordinal)..]);

        Assert.NotEmpty(blamed);
        Assert.All(blamed.Select(words.Say), saying =>
        {
            Assert.Contains(saying.Noun ?? "", wrong, StringComparison.Ordinal);
            Assert.Contains(saying.Predicate, wrong, StringComparison.Ordinal);
        });
    }

    private static RetoldCounterexample Told(string design, string? bug, string invariant) =>
        new(Counterexamples.Of(design, bug, invariant), Catalogue.Find(design)!, bug is null ? null : SeededBugs.Find(bug));

    private static string Text(Moment moment) => string.Join("; ", Telling.Of(moment).Select(t => t.Words));

    private static IEnumerable<Change> InOrder(IEnumerable<Change> changes) => changes.OrderBy(CellOf);

    private static void Set(Instance instance, Change change, int value) => instance.Memory.Array[CellOf(change)] = value;

    private static int CellOf(Change c) => c.Table.Offset + c.I * c.Table.Stride(0) + c.J * c.Table.Stride(1) + c.K;

    private static string OneLine(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
