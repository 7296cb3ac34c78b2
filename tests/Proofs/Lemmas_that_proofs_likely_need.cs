using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Goals;

namespace Vmemmap.Tests.Proofs;

/// <summary>What a proof begins with is never believed, but a name that is misspelt costs time and says nothing.</summary>
public sealed class Lemmas_that_proofs_likely_need
{
    [Fact]
    public void Are_lemmas_of_a_design_or_of_one_with_its_remedy() => Assert.Empty(LikelyLemmas.All.Except(
        Catalogue.All.SelectMany(design => design.Refuted.Select(refuted => Corrections.In(design, refuted)).Append(design)).SelectMany(design => new Machine<Bit, Num>(design).Lemmas).Select(lemma => lemma.Name)));

    [Fact]
    public void Are_known_of_every_property_that_is_refuted_somewhere() =>
        Assert.All(Catalogue.All.SelectMany(design => design.Refuted), refuted => Assert.NotEmpty(LikelyLemmas.Of(refuted.Invariant)));
}
