namespace Vmemmap.Model.Parts;

/// <summary>Which tail pages are mapped to the shared frame.</summary>
public enum Tails
{
    /// <summary>All or none: HPageVmemmapOptimized tells.</summary>
    AsFlagSays,

    /// <summary>None, whatever HPageVmemmapOptimized says: it is set before the first entry is changed.</summary>
    NoneYet,

    /// <summary>Those that the walk has passed.</summary>
    BehindCursor,

    /// <summary>Those from the walk on to its end.</summary>
    FromCursor,

    /// <summary>Those from the walk on to the last.</summary>
    FromCursorOn,

    /// <summary>All.</summary>
    All,
}

/// <summary>Which entries of the memory map are made.</summary>
public enum Entries
{
    /// <summary>All.</summary>
    All,

    /// <summary>None.</summary>
    None,

    /// <summary>Those that the walk has passed.</summary>
    BehindCursor,

    /// <summary>Those of pages that are kept, and those from the walk on.</summary>
    KeptAndFromCursor,
}

/// <summary>Where a walk over the vmemmap pages is, and how many frames its list holds. R is the number of kept pages, V that of all.</summary>
public enum Walking
{
    /// <summary>No walk; the list is empty.</summary>
    None,

    /// <summary>From 0 to V - 1; the list is empty.</summary>
    OverAll,

    /// <summary>From 0 to V; the list is empty.</summary>
    ToTheEnd,

    /// <summary>No walk, at most V - R frames.</summary>
    ListOnly,

    /// <summary>No walk, at most V - R frames, none of them taken yet.</summary>
    Gathering,

    /// <summary>No walk; one frame.</summary>
    OneFrame,

    /// <summary>From R to V; one frame for each page passed.</summary>
    Collecting,

    /// <summary>From R to the end of the walk; one frame for each page left.</summary>
    GivingSomeBack,

    /// <summary>From R to V; one frame for each page left.</summary>
    GivingAllBack,
}

/// <summary>Which older translations CPUs may still hold.</summary>
public enum Older
{
    /// <summary>None.</summary>
    None,

    /// <summary>To frames in the list.</summary>
    ListedFrames,

    /// <summary>To frames in the list, frames given back, and the shared frame.</summary>
    OwnFrames,

    /// <summary>To the shared frame.</summary>
    SharedFrame,
}

/// <summary>What the frames in the list hold.</summary>
public enum Listed
{
    /// <summary>There are none.</summary>
    Nothing,

    /// <summary>The struct pages that were mapped there.</summary>
    StructPages,

    /// <summary>Nothing yet.</summary>
    Fresh,
}

/// <summary>What the reference count of the head is.</summary>
public enum Count
{
    /// <summary>Any number; nobody but the operation holds a reference.</summary>
    Any,

    /// <summary>0.</summary>
    Zero,

    /// <summary>The operation's own, and those of memory failure and the walker where they have one.</summary>
    OfOperation,

    /// <summary>That of the walker; 0 where it has dropped the last one and the run is about to end.</summary>
    OfWalker,

    /// <summary>One for the user, for each pin, for memory failure and for the walker; where it is 0 the hugepage is free or about to be.</summary>
    OfHolders,
}

/// <summary>What holds at a control point, as Floyd would write it there: one line of a proof outline. What it leaves open, another part may say.</summary>
/// <param name="At">the point; null where it holds all through an optimise or a restore.</param>
public sealed record Holds(ControlPoint? At)
{
    /// <summary>What holds at every point of an optimise, or of a restore.</summary>
    public Holds(Remap throughout) : this((ControlPoint?)null) => Throughout = throughout;

    /// <summary>What it holds all through; none where it holds at one point.</summary>
    public Remap Throughout { get; }

    /// <summary>It says something of the point.</summary>
    public bool IsOf(ControlPoint point) => At is null ? point.Remap == Throughout : At == point;

    /// <summary>Which tail pages are shared; by default <see cref="Tails.AsFlagSays"/>.</summary>
    public Tails? Shared { get; init; }

    /// <summary>Which entries are made; by default <see cref="Entries.All"/>.</summary>
    public Entries? Populated { get; init; }

    /// <summary>Where the walk is; by default <see cref="Walking.None"/>.</summary>
    public Walking? Walk { get; init; }

    /// <summary>Which older translations there are; by default <see cref="Older.None"/>.</summary>
    public Older? Stale { get; init; }

    /// <summary>What the listed frames hold; by default <see cref="Parts.Listed.Nothing"/>.</summary>
    public Listed? Listed { get; init; }

    /// <summary>What the head counts; by default <see cref="Count.Any"/>.</summary>
    public Count? References { get; init; }

    /// <summary>A run may end there with a count that is wrong; by default not.</summary>
    public bool? EndsRuns { get; init; }

    /// <summary>HPageVmemmapOptimized; open where it may be either.</summary>
    public bool? Optimised { get; init; }

    /// <summary>The hugetlb type; open where it may be either.</summary>
    public bool? Hugetlb { get; init; }

    /// <summary>HPageFreed; open where it may be either.</summary>
    public bool? Freed { get; init; }

    /// <summary>The frame at the front of the list is being filled for the page that the walk is at; by default not.</summary>
    public bool? Fills { get; init; }

    /// <summary>The head's page may have been moved: then the frame that it had is the first of the list, and CPUs may still translate to it; by default not.</summary>
    public bool? HeadMoves { get; init; }

    /// <summary>That frame is one that CPUs may still translate to; by default not.</summary>
    public bool? Overwrites { get; init; }
}

/// <summary>What holds at each control point of a machine: what its parts say, joined.</summary>
public sealed class Outline
{
    private readonly Dictionary<ControlPoint, Holds> byPoint;

    /// <summary>Joins what the parts say.</summary>
    /// <exception cref="DesignException">two parts say different things of one point.</exception>
    public Outline(Shape shape, PartList parts)
    {
        (Shape, Parts) = (shape, parts);
        List<(Part Part, Holds Holds)> said = [.. parts.SelectMany(part => part.Outline.Select(holds => (part, holds)))];
        byPoint = shape.Hugepage.InOrder.ToDictionary(point => point, point => Join(point, said.FindAll(s => s.Holds.IsOf(point))));
    }

    /// <summary>The machine.</summary>
    public Shape Shape { get; }

    /// <summary>The parts that it is joined of.</summary>
    public PartList Parts { get; }

    /// <summary>What holds at a point.</summary>
    public Holds this[ControlPoint point] => byPoint[point];

    /// <summary>The numbers of the hugepage points of which something is said, as runs.</summary>
    public IReadOnlyList<(int First, int Last)> Where(Func<Holds, bool> says) => Shape.Hugepage.Runs(point => says(this[point]));

    private static Holds Join(ControlPoint point, List<(Part Part, Holds Holds)> said)
    {
        return new(point)
        {
            Shared = Agreed(holds => holds.Shared),
            Populated = Agreed(holds => holds.Populated),
            Walk = Agreed(holds => holds.Walk),
            Stale = Agreed(holds => holds.Stale),
            Listed = Agreed(holds => holds.Listed),
            References = Agreed(holds => holds.References),
            EndsRuns = Agreed(holds => holds.EndsRuns),
            Optimised = Agreed(holds => holds.Optimised),
            Hugetlb = Agreed(holds => holds.Hugetlb),
            Freed = Agreed(holds => holds.Freed),
            Fills = Agreed(holds => holds.Fills),
            HeadMoves = Agreed(holds => holds.HeadMoves),
            Overwrites = Agreed(holds => holds.Overwrites),
        };

        T? Agreed<T>(Func<Holds, T?> of) where T : struct
        {
            var saying = said.FindAll(s => of(s.Holds) is not null);
            if (saying.Find(s => !of(s.Holds).Equals(of(saying[0].Holds))) is { Part: { } other } contrary)
            {
                throw new DesignException(
                    $"At the control point '{point}' the part {saying[0].Part.GetType().Name} says '{of(saying[0].Holds)}' and the part {other.GetType().Name} '{of(contrary.Holds)}': parts may say the same, or one of them nothing.");
            }
            return saying.Count == 0 ? null : of(saying[0].Holds);
        }
    }
}
