using Vmemmap.Model;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Users;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Sequences;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Sequences;

/// <summary>The mail's own example, executed: proved as pinned-page-finds-its-head, and for its addresses as the-mails-transfer.</summary>
public sealed class The_drivers_of_2020
{
    private const int OffsetOfTheTransfer = 0x5000;
    private const int BytesPerPage = 4096;

    // 0x5000 / 4096: head+5.
    private const int Transfer = OffsetOfTheTransfer / BytesPerPage;

    public static Arbitrary<(Design Design, bool IsOptimised, Seed Seed)> Runs() => Arb.From(
        from design in Gen.Elements(Catalogue.All.Where(design => design.Parts.Has<Driver>()))
        from isOptimised in Gen.Elements(true, false)
        from seed in Gen.Choose(0, int.MaxValue)
        select (design, isOptimised, new Seed((ulong)seed, 104729)));

    [Property(Replay = "(20200915,104729)", MaxTest = 200, Arbitrary = [typeof(The_drivers_of_2020)])]
    public void A_transfer_of_2_KiB_at_0x5000_keeps_head_5_and_finds_its_head_whatever_happened_in_between((Design Design, bool IsOptimised, Seed Seed) run)
    {
        var reading = Scenario.Of(run.Design).In(SequenceRunner.TrueGeometry)
            .DoUntil("the hugepage is in use", s => s.UserHolds[0], [.. StepsOfHugepages(run.Design).Where(step => step != (run.IsOptimised ? "leave-unoptimised" : "optimise"))])
            .Do("pin", page: 0, slot: Transfer);

        var done = reading.Do(WhateverHappens(reading, run.Seed));

        var (head, references) = done.Read(s => (s.Pte[0, 0].Value, s.Refcount[s.Pte[0, 0], 0].Value));
        done.Expect("head+5 finds its head", s => run.Design.Parts.The<HeadLookup>().HeadOf<Bit, Num>(s, 0, 0, Transfer, head) == 0)
            .Do("unpin", pin: 0, frame: head)
            .Expect("the reference was the head's", s => !s.LostReference[0] & s.Refcount[head, 0] == references - 1);
    }

    // In the order of the design, where what fails stands behind what it fails at: so the first that can be taken leads from a fresh hugepage to one in use.
    private static IEnumerable<string> StepsOfHugepages(Design design) =>
        new Machine<Bit, Num>(design).Steps.Where(step => step.Parameters is [Index.Folio] or [Index.Folio, Index.Frame]).Select(step => step.Name);

    // Everything may happen but that the driver itself lets go.
    private static List<Move> WhateverHappens(Scenario since, Seed seed)
    {
        var instance = since.ToInstance();
        var resolver = new Resolver(instance);
        List<Move> moves = [];
        foreach (var operation in OperationGen.Sequences(instance, 400).Sample(1, new Rnd(seed.Value, seed.Gamma), 400)[0])
        {
            if (resolver.TryResolve(operation, out var step, out var at) && resolver.MoveOf(step, at) is var move && !IsUnpin(move))
            {
                var before = instance.Memory.Cells.ToArray();
                instance.Take(instance.Machine.Steps[step], at);
                if (instance.State.Oops.Value.IsTrue)
                {
                    // Nobody lets go of anything after that.
                    before.CopyTo(instance.Memory.Cells);
                    continue;
                }
                moves.Add(move);
            }
        }
        return moves;
    }

    private static bool IsUnpin(Move move) => move is { Step: "unpin", At: { Folio.Value: 0, Pin.Value: 0 } };
}
