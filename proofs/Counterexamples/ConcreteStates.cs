using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;

namespace Vmemmap.Proofs.Counterexamples;

/// <summary>What is the case in a concrete state, whatever a solver says of it.</summary>
internal static class ConcreteStates
{
    /// <summary>Goes to the state in which a transition begins.</summary>
    public static void GoToStartOf(this Instance instance, Transition transition) => instance.GoTo([.. transition.Before]);

    /// <summary>Values for which an invariant is violated in the present state; null where there are none.</summary>
    public static At<Num>? Violation(this Instance instance, Invariant<Bit, Num> invariant)
    {
        foreach (var at in Assignments.Of(invariant.Indices, instance.Scope))
        {
            if (invariant.Premises.All(premise => premise(instance.State, at).IsTrue) && !invariant.Conclusion(instance.State, at).IsTrue)
            {
                return at;
            }
        }
        return null;
    }

    /// <summary>The last step has stored to a cell that there is not: what follows is no state that could be told.</summary>
    public static bool HasMissed(this Instance instance) => instance.Memory.Layouts.Any(table => instance.Memory.IsMissed(table.Name).IsTrue);
}
