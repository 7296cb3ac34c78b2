using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Properties.Checking;

namespace Vmemmap.Tests.Model;

/// <summary>The conditions that proofs start from describe the state that runs start from.</summary>
[Trait("Category", "Fast")]
public sealed class The_initial_state
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Satisfies_every_initial_condition_and_so_they_are_satisfiable(string name)
    {
        var instance = new Instance(Catalogue.Find(name)!, Catalogue.Find(name)!.SmallScope with { Folios = 2, Frames = 9 });
        instance.PlainCells.ToArray().CopyTo(instance.Memory.Cells);

        Assert.All(Initial<Bit, Num>.Conditions, condition =>
        {
            var at = default(Vmemmap.Model.Logic.At<Num>);
            Assert.False(new InvariantCheck(condition, instance.Scope).IsViolated(instance.State, ref at), $"{condition.Name} at {at}");
        });
    }
}
