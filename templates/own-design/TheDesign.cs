using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Lookup;

namespace OwnDesign;

/// <summary>The design of this project: Linux 6.12 with another way to look up the head.</summary>
public static class TheDesign
{
    // What 6.12 fails and this design does not.
    private static readonly string[] Mended = ["tail-resolves-to-head", "one-head-per-hugepage", "lookup-across-remaps-finds-head"];

    /// <summary>What differs from 6.12. A design is a list of parts, each one version of one kernel function.</summary>
    public static Design Design { get; } = Linux612.Design with
    {
        Name = "own-design",
        Title = "Linux 6.12 whose lookup of the head asks page[1], whatever PG_head and the key say",
        Source = "6.12.113, and a patch of mine",
        Parts = Linux612.Design.Parts.Replace<FakeHeadLookup>(new FakeHeadLookup(TestsPgHead: false)),

        // Runs that its mails are about: it has none.
        Tellings = [],

        // What it is known to fail. Whatever else is refuted turns the tests red, and so does what is proved after all.
        Refuted = new("own-design", [.. Linux612.Design.Refuted.Where(known => !Mended.Contains(known.Invariant))]),
    };
}
