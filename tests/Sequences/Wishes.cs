using FsCheck;
using FsCheck.Fluent;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Sequences;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Sequences;

/// <summary>
/// What an operation comes to is found by compiled code. Here every choice of parameters is tried besides, by the concrete meaning: no enabled step is
/// overlooked, and the values are the nearest to those wished for.
/// </summary>
public sealed class Wishes
{
    private const int Length = 120;

    // The order in which parameters get their values: the nearest first in the outermost.
    private static readonly Index[] Order = [Index.Folio, Index.Pin, Index.Entry, Index.Page, Index.Frame, Index.Slot];

    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Come_to_the_step_wished_for_with_the_nearest_values_that_enable_it(string name)
    {
        var design = Catalogue.Find(name)!;
        var instance = new Instance(design, new(Folios: 2, Pages: 4, Slots: 4, Frames: 10, Pins: 2) { FromMemblock = design.Shape.BeginsInMemblock ? 1 : 0 });
        var resolver = new Resolver(instance);
        var (granted, replaced, skipped) = (0, 0, 0);

        foreach (var operation in Enumerable.Range(0, 24).SelectMany(sequence => Sequence(instance, sequence)))
        {
            var step = instance.Machine.Steps[operation.Step];
            var nearest = Nearest(instance, step, operation.Wish);
            var isResolved = resolver.TryResolve(operation, out var taken, out var at);

            Assert.Equal(nearest is not null, isResolved && taken == operation.Step);
            if (nearest is { } expected)
            {
                Assert.True(expected == at, $"{operation} came to '{step.Name}' at {at}, but {expected} is nearer.");
                granted++;
            }
            else if (isResolved)
            {
                replaced++;
            }
            else
            {
                Assert.False(IsAnotherEnabled(instance, step), $"{operation} was skipped, but another step of the same actor is enabled.");
                skipped++;
            }
            if (isResolved)
            {
                instance.Take(instance.Machine.Steps[taken], at);
            }
        }
        Assert.All(new[] { granted, replaced, skipped }, count => Assert.True(count > 50, $"Only {granted} wishes were granted, {replaced} replaced, {skipped} skipped."));
    }

    private static IEnumerable<Operation> Sequence(Instance instance, int sequence)
    {
        instance.Boot();
        return OperationGen.Sequences(instance, Length).Sample(1, new Rnd(7919 + (ulong)sequence, 104729), Length)[0];
    }

    private static At<Num>? Nearest(Instance instance, Step<Bit, Num> step, At<int> wish)
    {
        Index[] parameters = [.. Order.Where(step.Parameters.Contains)];
        foreach (var distance in Assignments.Of(parameters, instance.Scope))
        {
            var at = parameters.Aggregate(
                default(At<Num>), (values, index) => values.With(index, (wish[index] + distance[index].Value) % instance.Scope.Count(index)));
            if (instance.IsEnabled(step, at))
            {
                return at;
            }
        }
        return null;
    }

    private static bool IsAnotherEnabled(Instance instance, Step<Bit, Num> step) =>
        IsOfHugepage(step)
        && instance.Machine.Steps.Any(other =>
            IsOfHugepage(other)
            && !instance.Machine.WeightOf(other.Name).Waits
            && Assignments.Of(other.Parameters, instance.Scope).Any(at => instance.IsEnabled(other, at)));

    private static bool IsOfHugepage(Step<Bit, Num> step) => step.At is [{ Actor: Actor.Hugepage }, ..];
}
