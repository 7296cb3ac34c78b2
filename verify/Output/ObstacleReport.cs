using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Counterexamples;
using Vmemmap.Proofs.Induction;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>Why a proof broke: of each obligation that was looked into the counterexample to induction, and what it means.</summary>
internal static class ObstacleReport
{
    public static void Write(Terminal terminal, Design design, IReadOnlyList<Obstacle> obstacles, Bug? bug = null)
    {
        foreach (var obstacle in obstacles)
        {
            terminal.Say();
            terminal.Say($"{design.Name}: the proof breaks where {Where(obstacle.Broken.Obligation)}.");
            if (obstacle.Broken.Found is { } found)
            {
                terminal.Say();
                terminal.Say(InductionStory.Tell(found.Transition, obstacle.Broken.Obligation.Invariant, found.At, design, bug, terminal.Width));
            }
            terminal.Say(Sentence(obstacle));
            if (obstacle.Reached is { } trace)
            {
                terminal.Say();
                terminal.Say(Story.Outline(trace, design, bug, terminal.Width));
            }
        }
        terminal.Say();
    }

    /// <summary>What is to be shown: "S must preserve L".</summary>
    public static string Where(Obligation obligation)
    {
        var where = obligation.Step switch
        {
            Obligation.Initially => $"{obligation.Invariant} must hold initially",
            Obligation.Implied => $"{obligation.Invariant} must follow from the lemmas",
            _ => $"{obligation.Step} must preserve {obligation.Invariant}",
        };
        return obligation.Outcome == Outcome.Undecided ? $"{where} (the solver gave up)" : where;
    }

    /// <summary>In one word why a verdict is undecided.</summary>
    public static string CauseOf(Verdict verdict) => verdict.Obstacle!.Broken.Cause.ToString().ToLowerInvariant();

    /// <summary>What is known of an obstacle.</summary>
    public static string Sentence(Obstacle obstacle)
    {
        var (invariant, scope) = (obstacle.Broken.Obligation.Invariant, obstacle.Broken.Tried);
        return obstacle switch
        {
            { Broken.Cause: Cause.Solver } => "The solver gave up within its resource limit: nothing is known.",
            { Broken.Cause: Cause.Instances } => $"No such state: there is none up to {scope}, so the instances of the lemmas that the prover tried did not suffice.",
            { Reached: { } trace } => $"Reached: a run of {Counted.Of(trace.Moves.Count, "step")} violates {invariant}, so it is false of this design.",
            { Covered: [] } => "Runs begin there: the lemma is false of this design, or an initial condition is missing.",
            _ => $"Not reached: {invariant} holds in {InWords(obstacle.Covered, scope)}. A lemma is missing or too weak.",
        };
    }

    // Where the walk of everybody was complete, that of a few says nothing more.
    private static string InWords(IReadOnlyList<Coverage> covered, Scope scope)
    {
        IEnumerable<Coverage> told = covered[^1].IsComplete ? [covered[^1]] : covered;
        return $"{string.Join(", and in ", told.Select(Extent))}, of scope {scope}";
    }

    private static string Extent(Coverage covered)
    {
        var who = covered.Bounds == Bounds.None ? "" : " that is reached where only those act who act here";
        return covered.IsComplete
            ? $"every state{who} ({covered.States:N0} states, complete)"
            : $"every state of up to {covered.Depth} steps{who} (of {covered.States:N0} states; not complete)";
    }
}
