using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Proofs.Induction;

namespace Vmemmap.Proofs.Controls;

/// <summary>A question of the kind that proofs ask, whose answer is known: it has a model. Who denies that would have "proved" the bug.</summary>
/// <param name="Name">what the question is about.</param>
/// <param name="Text">the question: one self-contained SMT-LIB 2 text without <c>(check-sat)</c>.</param>
public sealed record SolverControl(string Name, string Text)
{
    // One round of instances, as most questions of a proof have: what has a model with all of them has one with some.
    private const int Rounds = 1;

    /// <summary>
    /// One or more for each logic that is used: obligations that a seeded bug breaks, in QF_UFLIA, and a mistake about addresses, in QF_BV.
    /// Made on the calling thread, on which no terms of others may be in use.
    /// </summary>
    public static IReadOnlyList<SolverControl> All() => [.. OfInduction(), OfArithmetic()];

    /// <summary>Those that are like the obligations of an induction: a step that does not preserve a lemma, and a property that does not follow from them.</summary>
    public static IReadOnlyList<SolverControl> OfInduction() =>
    [
        Broken("free-before-flush", "flush-remapped", "stale-translations"),
        Broken("restore-stops-early", "flush-restored", "collected-frames-listed"),
        Broken("tails-left-writable", Obligation.Implied, "shared-tails-read-only"),
    ];

    private static SolverControl OfArithmetic()
    {
        var mistake = ArithmeticMistakes.All.Single(theorem => theorem.Name == "pfn-by-page-size");
        return new(mistake.Name, mistake.Queries[0].Text);
    }

    private static SolverControl Broken(string bug, string step, string invariant)
    {
        var seeded = SeededBugs.Find(bug);
        HashSet<string> lemmas = [.. new Machine<Bit, Num>(Corrected518.Design, seeded).Lemmas.Select(lemma => lemma.Name)];
        var theorem = new Theorem(Corrected518.Design, seeded);
        var (_, query) = step == Obligation.Implied
            ? theorem.Implied(lemmas, new HashSet<string> { invariant }).Single()
            : theorem.Preserved(step, lemmas).Single(obligation => obligation.Invariant == invariant);
        return new($"{bug}, {step}: {invariant}", query.Text(Rounds));
    }
}
