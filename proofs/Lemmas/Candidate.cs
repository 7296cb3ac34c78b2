using Vmemmap.Model.Parts;

namespace Vmemmap.Proofs.Lemmas;

/// <summary>A lemma that somebody might have written: where one claim holds of a folio, and of a frame, another does.</summary>
/// <param name="Where">when it says something.</param>
/// <param name="Then">what it says.</param>
public sealed record Candidate(Claim Where, Claim Then)
{
    // Names of lemmas are slugs.
    private const string Prefix = "proposed-";

    /// <summary>Unique name, a slug.</summary>
    public string Name => $"{Prefix}{Slug(Where.Words)}--{Slug(Then.Words)}";

    /// <summary>What it says.</summary>
    public string Sentence => $"Where of a hugepage {Where.Words}: {Then.Words}.";

    /// <summary>The lemma.</summary>
    public Invariant<B, N> ToLemma<B, N>()
        where B : struct, Model.Logic.ITruth<B> where N : struct, Model.Logic.INumber<N, B> =>
        Invariant<B, N>.Lemma(Name, Sentence, Where.Indices, [Where.Holds], Then.Holds);

    private static string Slug(string words) => string.Concat(words.Replace(' ', '-').Where(c => char.IsLetterOrDigit(c) || c == '-')).ToLowerInvariant();
}

/// <summary>Candidates as a part of a design: it takes no step, it has lemmas.</summary>
/// <param name="Candidates">the lemmas.</param>
public sealed record Proposal(IReadOnlyList<Candidate> Candidates) : Part
{
    /// <inheritdoc/>
    public override IReadOnlyList<Model.Control.ControlPoint> Visits => [];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];

    /// <inheritdoc/>
    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => Candidates.Select(candidate => candidate.ToLemma<B, N>());
}
