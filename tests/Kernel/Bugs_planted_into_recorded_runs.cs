using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>A recorded run is changed as a bug of the kernel would change it: the properties must tell.</summary>
[Trait("Category", "Fast")]
public sealed class Bugs_planted_into_recorded_runs
{
    public static TheoryData<string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Bugs => new()
    {
        { "the flush before the frames are freed is left out", "freed-frame-unreachable", lines => Without(lines, "f 1 7 ") },
        { "tails are mapped writable", "shared-tails-read-only", lines => Changed(lines, "e 3 512 0 ", "e 3 512 1 ") },
        { "one frame is not freed", "frame-owned-once", lines => Without(lines, "r 515 ") },
        { "one entry is left as it was", "flag-tells-the-mapping", lines => Without(lines, "e 5 512 0 ") },
        { "an entry gets the next page's frame", "unoptimised-pages-have-own-frames", lines => Changed(lines, "e 4 1028 1 ", "e 4 1027 1 ") },
        { "copies of the head are not reset", "restored-tails-are-clean", WithoutResets },
        { "a frame is mapped before it is written", "contents-before-mapping", lines => Without(lines, "w 1027 ") },
        { "a tail of the hugepage points elsewhere", "tail-resolves-to-head", lines => After(lines, "leave optimise 0 0", "s 512 9 1 4000000000000000 2000041dead1 0 dead000000000400 0 0 ffffffff 0 402db3") },
        { "a tail is flagged that is not bad", "error-marks-no-other-page", lines => After(lines, "leave optimise 0 0", "s 512 9 1 4000000000400000 200004000001 0 dead000000000400 0 0 ffffffff 0 402db3") },
        { "a store faults", "no-store-through-shared-tail", lines => After(lines, "leave optimise 0 0", "oops store 2 5 402db3") },
        { "a frame is freed twice", "double-free", lines => After(lines, "leave optimise 0 0", "double-free 515 402db3") },
    };

    [Theory]
    [MemberData(nameof(Bugs))]
    public void It_is_found(string bug, string expected, Func<IReadOnlyList<string>, IEnumerable<string>> plant) =>
        MustBeFound("optimise-and-restore", bug, expected, plant);

    // As the copy of the head's page is before the first struct pages of it are reset.
    private static IEnumerable<string> WithoutResets(IReadOnlyList<string> lines) => lines.SelectMany(line => line.StartsWith("s 1027 0 64 ", StringComparison.Ordinal)
        ? new[]
        {
            "s 1027 0 1 4000000000010000 dead000000000100 dead000000000122 0 0 18 1ffffffff 0 401be9",
            "s 1027 1 1 4000000000000000 200004000001 ffffffff00000902 20000000000 0 0 ffffffff 0 401be9",
            "s 1027 2 1 4000000000000000 200004000001 7a60000 dead000000000400 0 0 ffffffff 0 401be9",
            "s 1027 3 61 4000000000000000 200004000001 0 dead000000000400 0 0 ffffffff 0 401be9",
        }
        : [line]);
}
