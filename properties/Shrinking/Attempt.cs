using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Shrinking;

/// <summary>
/// Runs candidates of a shrunk trace. Moves that are not enabled are skipped, so every part of a trace is a legal trace; a candidate is good
/// if it violates the <em>same</em> invariant.
/// </summary>
internal sealed class Attempt
{
    private readonly Replayer replayer;
    private readonly InvariantCheck check;

    public Attempt(Instance instance, string invariant)
    {
        replayer = new Replayer(instance);
        check = new InvariantCheck(instance.Machine.Find(invariant)!, instance.Scope);
        Choices = [.. instance.Machine.Steps.SelectMany(step => Assignments.Of(step.Parameters, instance.Scope).Select(at => new Move(step.Name, at)))];
    }

    public Instance Instance => replayer.Instance;

    /// <summary>Name of the invariant.</summary>
    public string Invariant => check.Invariant.Name;

    /// <summary>Every instance of every step of the scope.</summary>
    public IReadOnlyList<Move> Choices { get; }

    /// <summary>States from which no way of so many steps leads to a violation: what one search has not found, none that comes by looks for again.</summary>
    public Dictionary<string, int> Barren { get; } = [];

    /// <summary>The moves taken up to the first violation, or null where there is none.</summary>
    public IReadOnlyList<Move>? Run(IEnumerable<Move> moves)
    {
        Instance.Boot();
        List<Move> taken = [];
        if (IsViolated())
        {
            return taken;
        }
        foreach (var move in moves)
        {
            if (TryTake(move))
            {
                taken.Add(move);
                if (IsViolated())
                {
                    return taken;
                }
            }
        }
        return null;
    }

    /// <summary>Goes to the state after some moves of a trace.</summary>
    public void GoTo(IEnumerable<Move> moves)
    {
        Instance.Boot();
        foreach (var move in moves)
        {
            _ = TryTake(move);
        }
    }

    /// <summary>Can the move be taken in the present state?</summary>
    public bool IsEnabled(Move move) => replayer.IsEnabled(move);

    /// <summary>Takes the move if it is enabled.</summary>
    public bool TryTake(Move move) => replayer.TryTake(move);

    /// <summary>Is the invariant violated in the present state?</summary>
    public bool IsViolated() => IsViolated(out _);

    /// <summary>Is it, and for which values?</summary>
    public bool IsViolated(out At<Num> at)
    {
        at = default;
        return check.IsViolated(Instance.State, ref at);
    }
}
