using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Induction;
using Vmemmap.Properties.Control;
using Vmemmap.Properties.Traces;
using Vmemmap.Properties.Vacuity;

namespace Vmemmap.Tests.Vacuity;

/// <summary>Everything that a proof assumes happens in some run of the design, and so does everything that the design says can be done.</summary>
public sealed class No_proof_is_vacuous
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Every_step_is_taken_every_control_point_is_left_for_every_other_that_it_can_be_every_premise_holds_and_every_obligation_has_a_witness(string name)
    {
        var design = Catalogue.Find(name)!;
        var machine = new Machine<Bit, Num>(design);
        var refuted = design.Refuted.Select(r => r.Invariant).ToHashSet();

        var cover = Covers.Of(name);

        Assert.True(cover.Failures.Count == 0, string.Join('\n', cover.Failures));
        Assert.Empty(cover.WithoutWitness);
        Assert.Equal(machine.Steps.Select(s => s.Name), cover.Witnesses.Steps.Select(s => s.Name));
        Assert.Equal(ControlEdges.Of(design).Where(edge => edge.IsChange), cover.Witnesses.Changes.Select(c => c.Change));
        Assert.Equal(machine.Properties.Concat(machine.Lemmas).Select(i => i.Name), cover.Witnesses.Premises.Select(p => p.Name));

        string[] groups = [Obligation.Initially, .. machine.Steps.Select(s => s.Name)];
        IEnumerable<(string, string)> obligations =
        [
            .. groups.SelectMany(step => machine.Lemmas.Select(lemma => (step, lemma.Name))),
            .. machine.Properties.Where(p => !refuted.Contains(p.Name)).Select(p => (Obligation.Implied, p.Name)),
        ];
        Assert.Equal(obligations, cover.Obligations.Select(o => (o.Step, o.Invariant)));
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Every_witness_replays_from_the_boot_state_and_then_its_step_is_taken_and_goes_where_it_says(string name)
    {
        var design = Catalogue.Find(name)!;

        var witnesses = Covers.Of(name).Witnesses;

        Assert.All(witnesses.Steps, step =>
        {
            var witness = step.Witness!;
            Assert.Null(Replay.Problem(new Instance(design, witness.Scope), [.. witness.Moves, new Move(step.Name, witness.At)]));
        });
        Assert.All(witnesses.Changes, change => MustBeMade(design, change.Change, change.Witness!));
        Assert.All(witnesses.Premises, premises =>
        {
            var (instance, witness) = (new Instance(design, premises.Witness!.Scope), premises.Witness!);
            Assert.Null(Replay.Problem(instance, witness.Moves));
            var invariant = instance.Machine.Properties.Concat(instance.Machine.Lemmas).Single(i => i.Name == premises.Name);
            Assert.All(invariant.Premises, p => Assert.True(p(instance.State, witness.At).IsTrue, $"{name}: a premise of {premises.Name} does not hold"));
        });
    }

    [Fact]
    public void Memory_fails_from_the_beginning_and_a_reference_is_dropped_one_step_after_it_was_taken()
    {
        var taken = new WitnessSearch(Corrected518.Design).Find().Steps.ToDictionary(s => s.Name, s => s.Witness!.Moves.Count);

        Assert.Equal((0, 0), (taken["memory-failure"], taken["memory-failure-of-frame"]));
        Assert.Equal(taken["pin"] + 1, taken["unpin"]);
    }

    [Fact]
    public void An_interrupted_search_gives_no_witnesses()
    {
        using CancellationTokenSource interrupted = new();
        interrupted.Cancel();

        Assert.Throws<OperationCanceledException>(() => new WitnessSearch(Corrected518.Design).Find(interrupted.Token));
    }

    // By the machine alone: what its program counters hold before the step and after it. Of several calls of memory failure one may take the place of another.
    private static void MustBeMade(Design design, ControlEdge change, Witness witness)
    {
        Instance instance = new(design, witness.Scope);
        Assert.Null(Replay.Problem(instance, [.. witness.Moves]));
        var before = Counters();
        var step = instance.Machine.Steps.Single(s => s.Name == change.Step);
        Assert.True(instance.IsEnabled(step, witness.At), $"{design}: {step.Name} cannot be taken there.");
        instance.Take(step, witness.At);

        Assert.True(
            before.Zip(Counters()).Any(counter => (change.From is null || counter.First == change.From) && counter.First != counter.Second && counter.Second == change.To),
            $"{design}: {change.Step} does not take {change.Actor} from '{change.From}' to '{change.To}' there.");

        List<ControlPoint> Counters()
        {
            var (s, points) = (instance.State, instance.Machine.Shape.PointsOf(change.Actor).InOrder);
            return [.. change.Actor switch
            {
                Actor.Hugepage => Enumerable.Range(0, witness.Scope.Folios).Select(h => points[s.Stage[h].Value]),
                Actor.MemoryFailure => [points[s.Failure.Stage.Value.Value]],
                _ => Enumerable.Range(0, witness.Scope.Folios).Select(h => points[s.ReaderStage[h].Value]),
            }];
        }
    }
}
