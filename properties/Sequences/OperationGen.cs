using FsCheck;
using FsCheck.Fluent;
using Vmemmap.Model;
using Vmemmap.Model.Logic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Sequences;

/// <summary>Generates sequences of operations with FsCheck: plain arrays.</summary>
public static class OperationGen
{
    private const int Draws = 1 << 30;

    /// <summary>Sequences of a given length for the steps and the scope of an instance.</summary>
    /// <param name="instance">the machine and its sizes.</param>
    /// <param name="length">wishes in each.</param>
    /// <param name="without">names of steps that nobody wishes for; null for none.</param>
    public static Gen<Operation[]> Sequences(Instance instance, int length, IReadOnlyCollection<string>? without = null)
    {
        var steps = ByWeight(instance, without ?? []);
        return Operations(steps, instance.Scope).ArrayOf(length);
    }

    private static Gen<Operation> Operations(int[] steps, Scope scope) =>
        from step in Gen.Choose(0, steps.Length - 1)
        from place in Gen.Choose(0, Draws - 1)
        from draw in Gen.Choose(0, Draws - 1)
        select new Operation(steps[step], WishOf(place, draw, scope), draw);

    // Each step's number as often as its weight says.
    private static int[] ByWeight(Instance instance, IReadOnlyCollection<string> without) =>
        [.. instance.Machine.Steps.SelectMany((step, number) => Enumerable.Repeat(number, without.Contains(step.Name) ? 0 : instance.Machine.WeightOf(step.Name).Of))];

    private static At<int> WishOf(int place, int draw, Scope scope) => default(At<int>)
        .With(Index.Folio, place % scope.Folios)
        .With(Index.Page, PageOf(place, scope))
        .With(Index.Slot, SlotOf(draw, scope))
        .With(Index.Frame, place / 4096 % scope.Frames)
        .With(Index.Entry, draw / 64 % scope.Pages)
        .With(Index.Pin, draw / 4 % Math.Max(scope.Pins, 1));

    // Heads are on the first vmemmap page, which is the one that differs from all others.
    private static int PageOf(int place, Scope scope) => place / 16 % 3 == 0 ? 0 : place / 48 % scope.Pages;

    // The first two struct pages of a vmemmap page tell heads from tails, so every other wish is for one of them; the rest is fair.
    private static int SlotOf(int draw, Scope scope) => (draw & 1) == 0 ? draw / 2 % 2 : draw / 2 % scope.Slots;
}
