using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Scenarios;

/// <summary>What the author of a scenario says of a step's parameters; null is what he leaves out.</summary>
internal readonly record struct Choice(int? Folio = null, int? Page = null, int? Slot = null, int? Frame = null, int? Entry = null, int? Pin = null)
{
    /// <summary>
    /// The move that this comes to. What is left out is 0; but a frame that is left out is the only one with which the step can be taken, such as that of
    /// the page table entry when no CPU holds an older translation, or the first of those that are free. Where others would do too they differ in what matters, and the author must say which.
    /// </summary>
    /// <exception cref="ScenarioException">the step does not exist or has no such parameter, or the value is none of its index.</exception>
    public Move Of(string name, Run run)
    {
        var (step, at) = (run.StepOf(name), default(At<Num>));
        foreach (var (index, value) in Given())
        {
            CheckHas(step, index, run);
            run.CheckRange(step, index, value);
            at = at.With(index, value);
        }
        return new(name, Frame is null && step.Parameters.Contains(Index.Frame) ? at.With(Index.Frame, FrameOf(step, at, run)) : at);
    }

    private static void CheckHas(Step<Bit, Num> step, Index index, Run run)
    {
        if (!step.Parameters.Contains(index))
        {
            var parameters = string.Join(", ", step.Parameters.Select(TraceJson.NameOf));
            throw run.Wrong($"Step {run.Moves.Count + 1}, '{step.Name}', has no parameter '{TraceJson.NameOf(index)}': it has {(parameters.Length == 0 ? "none" : parameters)}.");
        }
    }

    private static int FrameOf(Step<Bit, Num> step, At<Num> at, Run run)
    {
        // Where none will do, the one that fits best gives the best reason.
        var fitting = Enumerable.Range(0, run.Setting.Scope.Frames)
            .GroupBy(frame => step.Guard.TakeWhile(conjunct => run.Instance.Holds(conjunct, at.With(Index.Frame, frame))).Count())
            .MaxBy(frames => frames.Key)!;
        return fitting.Key < step.Guard.Count || fitting.Count() == 1 || fitting.All(run.IsFree)
            ? fitting.First()
            : throw run.Wrong($"Step {run.Moves.Count + 1}, '{step.Name}', can be taken with frame {string.Join(" or ", fitting)}: say which.");
    }

    private IEnumerable<(Index Index, int Value)> Given()
    {
        (Index, int?)[] all = [(Index.Folio, Folio), (Index.Page, Page), (Index.Slot, Slot), (Index.Frame, Frame), (Index.Entry, Entry), (Index.Pin, Pin)];
        return all.Where(one => one.Item2 is not null).Select(one => (one.Item1, one.Item2!.Value));
    }
}
