using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Sequences;

/// <summary>
/// Finds what an operation comes to in the present state: the step wished for, with the nearest values that enable it; failing that, another step of
/// the same actor, so that a wish for any step of a hugepage's life takes the hugepage one step further.
/// </summary>
public sealed class Resolver
{
    private readonly Scope scope;
    private readonly StepPlan[] plans;
    private readonly ActorSteps[] actors;
    private readonly int[] wish = new int[Variables.Count];

    /// <summary>Prepares the steps of an instance.</summary>
    /// <param name="instance">the machine and its sizes.</param>
    /// <param name="without">names of steps that are never taken in the place of another; null for none.</param>
    public Resolver(Instance instance, IReadOnlyCollection<string>? without = null)
    {
        scope = instance.Scope;
        plans = [.. Recording.Of(instance, Bounds.None, invariants: new HashSet<string>()).Steps.Select(step => new StepPlan(instance.Memory, step, instance.Machine.WeightOf(step.Name)))];
        var ofActors = plans.Index().GroupBy(plan => plan.Item.Actor).ToDictionary(
            same => same.Key, same => new ActorSteps(instance.Memory, [.. same], plan => !plan.Weight.Waits && without?.Contains(plan.Name) is not true));
        actors = [.. plans.Select(plan => ofActors[plan.Actor])];
    }

    /// <summary>Finds an enabled step.</summary>
    /// <param name="operation">the wish.</param>
    /// <param name="step">number of the step in the machine's list.</param>
    /// <param name="at">values of its parameters.</param>
    /// <returns>false where nothing fits and the operation is to be skipped.</returns>
    public bool TryResolve(in Operation operation, out int step, out At<Num> at)
    {
        (step, at) = (operation.Step, default);
        for (var index = 0; index < wish.Length; index++)
        {
            wish[index] = operation.Wish[(Index)index] % Math.Max(scope.Count((Index)index), 1);
        }
        if (actors[step].CanBegin(step) && plans[step].Find(wish, -1, out at))
        {
            return true;
        }
        var folios = scope.Folios;
        for (var more = 0; more < folios; more++)
        {
            if (TryAlternative(operation, (operation.Wish.Folio + more) % folios, out step, out at))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The move that a step and its values are.</summary>
    public Move MoveOf(int step, At<Num> at) => new(plans[step].Name, at);

    // One of the actor's enabled steps, chosen by weight.
    private bool TryAlternative(in Operation operation, int folio, out int step, out At<Num> at)
    {
        (step, at) = (-1, default);
        var (total, draw) = (0, (uint)operation.Draw);
        foreach (var other in actors[operation.Step].At(folio))
        {
            if (other != operation.Step && plans[other].Find(wish, folio, out var found))
            {
                // Keeping each with its share of the weight so far is a choice by weight among all.
                total += plans[other].Weight.Of;
                draw = draw * 2654435761u + 1;
                if ((draw >> 8) % (uint)total < plans[other].Weight.Of)
                {
                    (step, at) = (other, found);
                }
            }
        }
        return step >= 0;
    }
}
