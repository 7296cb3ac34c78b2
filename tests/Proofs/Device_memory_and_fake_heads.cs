using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Parts;
using Vmemmap.Proofs.Goals;

namespace Vmemmap.Tests.Proofs;

/// <summary>
/// <c>dax-5.19</c> has <c>compound_head()</c> as it is while no hugepage is optimised. Where one is, it looks for fake heads, of which device memory has none: what is proved is proved so too. This is no design of its own: memory failure
/// meets no struct page there that begins a vmemmap page and is neither head nor tail, so one way of the lookup is never gone.
/// </summary>
public sealed class Device_memory_and_fake_heads
{
    private static readonly Design WithTest = Dax519.Design with
    {
        Name = "dax-5.19-with-the-fake-head-test",
        Parts = Dax519.Design.Parts.Replace<HeadLookup>(new FakeHeadLookup(TestsPgHead: true, HasKey: true)),
        Refuted = Expectations.None,
    };

    public static TheoryData<string> Proved =>
        [.. new Machine<Bit, Num>(Dax519.Design).Properties.Select(property => property.Name).Where(name => Dax519.Design.Refuted.Of(name) is null)];

    [Theory]
    [MemberData(nameof(Proved))]
    public void What_is_proved_without_the_test_of_fake_heads_is_proved_with_it(string invariant)
    {
        var result = new GoalProver(WithTest, bug: null, SharedSolver.OfTheGate).Prove(invariant);

        Assert.True(result.IsProved, $"{invariant} does not follow; failed: {string.Join(", ", result.Fallen)}");
    }
}
