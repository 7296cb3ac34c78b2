using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Stories.Retold;

/// <summary>A run taken again, step by step, so that each step can be described by what it changed. What does not replay is not told.</summary>
internal class Retelling
{
    private readonly IReadOnlyList<Move> moves;
    private readonly Design design;
    private readonly Replayer replayer;

    /// <summary>Prepares to take a run again.</summary>
    /// <param name="moves">its steps.</param>
    /// <param name="scope">sizes.</param>
    /// <param name="design">the design.</param>
    /// <param name="bug">a seeded bug, or null.</param>
    /// <param name="start">the cells of the state that it begins in; null for the one where all runs begin.</param>
    public Retelling(IReadOnlyList<Move> moves, Scope scope, Design design, Bug? bug, IReadOnlyList<int>? start = null)
    {
        (this.moves, this.design, Bug) = (moves, design, bug);
        replayer = new(new Instance(design, scope, bug));
        (Start, Before) = (new(design, scope, bug), new(design, scope, bug));
        if (start is not null)
        {
            Start.GoTo([.. start]);
        }
    }

    public IReadOnlyList<Move> Moves => moves;

    /// <summary>The design before the bug is seeded.</summary>
    public Design Design => design;

    public Bug? Bug { get; }

    /// <summary>An instance in the state in which it begins.</summary>
    public Instance Start { get; }

    /// <summary>The instance in the state reached so far: once all moments are told, the last one.</summary>
    public Instance Now => replayer.Instance;

    /// <summary>The instance in the state before that one.</summary>
    public Instance Before { get; }

    protected Replayer Replayer => replayer;

    /// <summary>The tables that some step of the design writes. What the others hold is settled before the first step, and so why nothing goes wrong.</summary>
    public IReadOnlySet<string> Written => field ??= Recording.Of(Now, Bounds.None, new HashSet<string>()).Steps.SelectMany(s => s.Effect).Select(a => a.Table.Name).ToHashSet();

    /// <summary>The steps, one after the other: each moment's states are those around it only until the next is asked for.</summary>
    /// <exception cref="InvalidOperationException">A step is unknown or not enabled.</exception>
    public virtual IEnumerable<Moment> Moments()
    {
        Before.GoTo(Start.Memory.Cells);
        Now.GoTo(Start.Memory.Cells);
        for (var number = 1; number <= moves.Count; number++)
        {
            var move = moves[number - 1];
            Before.GoTo(Now.Memory.Cells);
            if (replayer.Take(move, number) is { } refusal)
            {
                throw new InvalidOperationException(refusal.Unmet is null
                    ? $"The trace does not replay: {design.Name} has no step '{move.Step}', its step {number}."
                    : $"The trace does not replay: step {number}, '{move.Step}', cannot be taken there.");
            }
            yield return new Moment(replayer.FindStep(move.Step)!, move.At, Before, Now);
        }
    }
}
