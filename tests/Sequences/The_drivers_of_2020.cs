using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using Vmemmap.Properties.Sequences;

namespace Vmemmap.Tests.Sequences;

/// <summary>The mail's own example, executed: proved as pinned-page-finds-its-head, and for its addresses as the-mails-transfer.</summary>
public sealed class The_drivers_of_2020
{
    private const int OffsetOfTheTransfer = 0x5000;
    private const int BytesPerPage = 4096;

    // 0x5000 / 4096: head+5.
    private static readonly At<Num> Transfer = default(At<Num>) with { Page = 0, Slot = OffsetOfTheTransfer / BytesPerPage };

    // From a fresh hugepage to one in use: whatever of these is enabled comes next.
    private static readonly string[] IntoUse = ["set-hugetlb-type", "remap-tail", "flush-remapped", "free-tail-frame", "set-optimised", "enqueue", "dequeue"];

    public static Arbitrary<(Design Design, bool IsOptimised, Seed Seed)> Runs() => Arb.From(
        from design in Gen.Elements<Design>(Catalogue.All)
        from isOptimised in Gen.Elements(true, false)
        from seed in Gen.Choose(0, int.MaxValue)
        select (design, isOptimised, new Seed((ulong)seed, 104729)));

    [Property(Replay = "(20200915,104729)", MaxTest = 200, Arbitrary = [typeof(The_drivers_of_2020)])]
    public void A_transfer_of_2_KiB_at_0x5000_keeps_head_5_and_finds_its_head_whatever_happened_in_between((Design Design, bool IsOptimised, Seed Seed) run)
    {
        var instance = new Instance(run.Design, SequenceRunner.TrueGeometry(run.Design));
        var resolver = new Resolver(instance);
        var steps = instance.Machine.Steps;
        while (instance.State.Stage[0].Value != Stage.InUse)
        {
            Assert.Contains(IntoUse.Prepend(run.IsOptimised ? "optimise" : "leave-unoptimised"), name => TryTake(name, default));
        }
        Assert.True(TryTake("pin", Transfer with { Frame = instance.State.Pte[0, 0] }));

        foreach (var operation in OperationGen.Sequences(instance, 400).Sample(1, new Rnd(run.Seed.Value, run.Seed.Gamma), 400)[0])
        {
            // Everything may happen but that the driver itself lets go.
            if (resolver.TryResolve(operation, out var step, out var at) && !(steps[step].Name == "unpin" && at.Folio.Value == 0 && at.Pin.Value == 0))
            {
                instance.Take(steps[step], at);
            }
        }
        var head = instance.State.Pte[0, 0];
        var before = instance.State.Refcount[head, 0].Value;

        Assert.Equal(0, instance.State.HeadOf(0, Transfer.Page, Transfer.Slot, head).Value);
        Assert.True(TryTake("unpin", default(At<Num>) with { Pin = 0, Frame = head }));
        Assert.False(instance.State.LostReference[0].IsTrue);
        Assert.Equal(before - 1, instance.State.Refcount[head, 0].Value);

        bool TryTake(string name, At<Num> at)
        {
            var step = steps.Single(s => s.Name == name);
            if (!instance.IsEnabled(step, at))
            {
                return false;
            }
            instance.Take(step, at);
            return true;
        }
    }
}
