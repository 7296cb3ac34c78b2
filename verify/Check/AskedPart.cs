using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Check;

/// <summary>What somebody asks as a part of a design: it takes no step, it has one lemma.</summary>
/// <param name="Asked">what must hold for all values of its variables.</param>
internal sealed record AskedPart(Truth Asked) : Part
{
    /// <summary>The name of the lemma.</summary>
    public const string Name = "asked";

    public override IReadOnlyList<ControlPoint> Visits => [];

    /// <summary>What must hold, in words.</summary>
    public string Sentence
    {
        get
        {
            var variables = Asked.Variables.Distinct().Order().Select(index => $"{Notation.Kind(index)} {Notation.Letter(index)}").ToList();
            var text = Asked is Joined ? $"{Asked}"[1..^1] : $"{Asked}";
            return variables.Count == 0 ? $"{text}." : $"For each {string.Join(", each ", variables)}: {text}.";
        }
    }

    /// <summary>Under which it says something; null where that is always.</summary>
    public Truth? Premise => Asked is Joined { Sign: Joined.Implies } implies ? implies.Left : null;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];

    /// <summary>A design that has it.</summary>
    public static Design In(Design design, Truth asked) => design with { Parts = [.. design.Parts, new AskedPart(asked)] };

    // A premise that is split is tested as soon as it can be, and a story tells which part of it holds.
    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline)
    {
        var (premises, conclusion) = Asked is Joined { Sign: Joined.Implies } implies ? (Conjuncts(implies.Left), implies.Right) : ([], Asked);
        return
        [
            Invariant<B, N>.Lemma(
                Name, Sentence, [.. Asked.Variables.Distinct().Order()], [.. premises.Select(premise => (Condition<B, N>)((s, x) => premise.In(s, x)))], (s, x) => conclusion.In(s, x)),
        ];
    }

    private static IReadOnlyList<Truth> Conjuncts(Truth truth) => truth is Joined { Sign: Joined.And } both ? [.. Conjuncts(both.Left), .. Conjuncts(both.Right)] : [truth];
}
