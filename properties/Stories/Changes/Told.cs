using Vmemmap.Properties.Stories.Retold;
namespace Vmemmap.Properties.Stories.Changes;

/// <summary>What a change is about, in the order of telling.</summary>
internal enum Topic
{
    /// <summary>The page table, what CPUs may still hold, and the frames.</summary>
    Mapping,

    /// <summary>Struct pages.</summary>
    Contents,

    /// <summary>What became bad, who was told, who has the page.</summary>
    BasePages,

    /// <summary>How far memory failure has got.</summary>
    Failure,

    /// <summary>Those who hold or read struct pages.</summary>
    Readers,

    /// <summary>Where the operation on a hugepage is, and the hugepage's own flags.</summary>
    Folios,
}

/// <summary>One thing that a step did.</summary>
/// <param name="Topic">what it is about.</param>
/// <param name="Words">what is said of it.</param>
/// <param name="Of">the changed cells that the words tell of: each belongs to one thing.</param>
internal sealed record Told(Topic Topic, string Words, IReadOnlyList<Change> Of);
