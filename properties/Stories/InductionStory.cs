using System.Text;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Stories.Explanations;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Stories;

/// <summary>
/// A counterexample to induction told to a kernel engineer: a state in which all that is assumed holds, the step taken there, the mapping before and after, and what no longer holds. Whether any run
/// reaches the state is another question.
/// </summary>
public static class InductionStory
{
    /// <summary>The story.</summary>
    /// <param name="transition">the state and the step; no step where it is about one state only.</param>
    /// <param name="invariant">name of the lemma or property that does not hold afterwards.</param>
    /// <param name="at">the values of its variables for which it does not.</param>
    /// <param name="design">the design.</param>
    /// <param name="bug">a seeded bug, or null.</param>
    /// <param name="width">the longest line; prose is no wider than can be read.</param>
    /// <exception cref="ArgumentException">There is no such invariant.</exception>
    /// <exception cref="InvalidOperationException">The step cannot be taken there, or the invariant holds afterwards.</exception>
    public static string Tell(Transition transition, string invariant, At<Num> at, Design design, Bug? bug = null, int width = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(transition);
        ArgumentNullException.ThrowIfNull(design);
        IReadOnlyList<Move> moves = transition.Step is { } step ? [new(step, transition.At)] : [];
        var told = new RetoldCounterexample(new(design.Name, bug?.Name, transition.Scope, moves, invariant, at), design, bug, transition.Before);
        var text = new StringBuilder();
        text.Append(Paragraph.Of("", $"{design.Name}{(bug is null ? "" : $" with {bug.Name}")}: {Title(transition, told.Invariant.Name)}", width));
        text.Append(Paragraph.Of("  ", told.Invariant.Sentence, width));
        text.Append(Paragraph.Of("  Scope:  ", $"{new Names(transition.Scope).ScopeLine()}.", width));
        text.Append(Paragraph.Of("  Before: ", Situation(told), width));
        text.Append('\n').Append(StepList.Of(told, isFull: true, width));
        text.Append(moves.Count == 0 ? "" : "\n").Append(Story.Ending(told, isFull: moves.Count > 0, width));
        return text.ToString();
    }

    private static string Title(Transition transition, string invariant) => transition.Step is { } step
        ? $"{invariant} does not survive [{step}], though every lemma holds before it"
        : $"{invariant} does not hold, though all that is assumed does";

    // What the state has that the state in which runs begin has not.
    private static string Situation(RetoldCounterexample told)
    {
        var (start, boot) = (told.Start, new Instance(told.Design, told.Start.Scope, told.Bug));
        FactWords words = new(new(start.Scope), start.State);
        List<Saying> sayings = [];
        foreach (var table in start.Memory.Layouts)
        {
            for (var cell = table.Offset; cell < table.Offset + table.Length; cell++)
            {
                if (start.Memory.Cells[cell] != boot.Memory.Cells[cell])
                {
                    var (i, j, k) = table.IndicesOf(cell);
                    sayings.Add(words.Say(new(table, i, j, k, start.Memory.Cells[cell])));
                }
            }
        }
        string? subject = null;
        return sayings.Count == 0 ? "as where every run begins." : $"{Saying.Join([.. sayings.GroupBy(saying => saying.Subject).SelectMany(same => same)], ref subject)}.";
    }
}
