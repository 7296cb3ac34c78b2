using System.IO.Compression;
using System.Text;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Kernel.Stories;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.Kernel;

/// <summary>What the code of a release did in one run, line by line: of 6.1.192 unless its name begins with another, or with "patched": of 7.3.4 with the patches of <see cref="PatchedRelease"/>.</summary>
internal sealed class RecordedRun
{
    private const string PlanWord = "plan ";
    private const string LayoutWord = "layout ";

    private RecordedRun(Design design, RunPlan plan, StructPageLayout layout, IReadOnlyList<string> lines) => (Design, Plan, Layout, Lines) = (design, plan, layout, lines);

    /// <summary>The design that its release is taken for.</summary>
    public Design Design { get; }

    public RunPlan Plan { get; }

    public StructPageLayout Layout { get; }

    /// <summary>The events, a line each.</summary>
    public IReadOnlyList<string> Lines { get; }

    public static RecordedRun Of(string name)
    {
        using StreamReader reader = new(Opened(name) ?? throw new ArgumentException($"There is no recorded run '{name}'.", nameof(name)));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var plan = RunPlan.Parse(lines.Single(line => line.StartsWith(PlanWord, StringComparison.Ordinal))[PlanWord.Length..]);
        var layout = StructPageLayout.Read(lines.Where(line => line.StartsWith(LayoutWord, StringComparison.Ordinal)));
        var design = name[..Math.Max(0, name.IndexOf('-', StringComparison.Ordinal))] switch
        {
            "6.12.113" => Linux612.Design,
            "6.12.118" => Linux612118.Design,
            "7.2.13" or "7.3.4" => Linux72.Design,
            "patched" => PatchedRelease.Design,
            _ => Linux61.Design,
        };
        return new(design, plan, layout, [.. lines.Where(line => !line.StartsWith(PlanWord, StringComparison.Ordinal) && !line.StartsWith(LayoutWord, StringComparison.Ordinal))]);
    }

    // Those of 1 GiB are long, and packed.
    private static Stream? Opened(string name)
    {
        var assembly = typeof(RecordedRun).Assembly;
        return assembly.GetManifestResourceStream($"Recorded/{name}") ?? (assembly.GetManifestResourceStream($"Recorded/{name}.log.gz") is { } packed ? new GZipStream(packed, CompressionMode.Decompress) : null);
    }

    /// <summary>The same run with other lines: as a kernel with a bug would have written.</summary>
    public RecordedRun With(Func<IReadOnlyList<string>, IEnumerable<string>> change) => new(Design, Plan, Layout, [.. change(Lines)]);

    public IReadOnlyList<KernelEvent> Events => [.. Lines.Select(line => EventReader.Read(Encoding.UTF8.GetBytes(line))!)];

    public RunOutcome Outcome => new RunCheck(Design, Layout, BoundCode.IsBound(Design)).Follow(Plan, Events);

    /// <summary>The first step that is none of the design; null where there is none.</summary>
    public Mismatch? Mismatch => MismatchOf(Outcome);

    /// <summary>The same, where the run is taken for one of another design.</summary>
    public Mismatch? TakenFor(Design other) => MismatchOf(new RunCheck(other, Layout, refines: true).Follow(Plan, Events));

    /// <summary>The steps of the design that the first hugepage was found to take, in any of the ways that it can have taken.</summary>
    public IReadOnlySet<string> Steps
    {
        get
        {
            RunTrail trail = new();
            _ = new RunCheck(Design, Layout, refines: true).Follow(Plan, Events, trail);
            return trail.Names;
        }
    }

    /// <summary>Each step of a run is one of the design of its release; it takes so many, these among them.</summary>
    public static void MustRefine(string name, long steps, params IEnumerable<string> among)
    {
        var run = Of(name);
        var outcome = run.Outcome;

        Assert.Equal((null, steps), (Told(outcome), outcome.Steps));
        Assert.Empty(among.Except(run.Steps));
    }

    /// <summary>What is wrong with a step, or null.</summary>
    public static string? Told(RunOutcome outcome) => MismatchOf(outcome) is { } mismatch ? $"{mismatch.Event}: {mismatch.Wrong} {string.Join("; ", mismatch.Differences)}" : null;

    private static Mismatch? MismatchOf(RunOutcome outcome) => outcome.Alarms.Select(alarm => alarm.Mismatch).FirstOrDefault(mismatch => mismatch is not null);

    public IReadOnlyList<string> Alarms => [.. Outcome.Alarms.Select(alarm => alarm.Kind).Distinct().Order(StringComparer.Ordinal)];

    public string StoryOf(string kind) => RunStory.Tell(Design, Plan, Layout, Events, Outcome.Alarms.First(alarm => alarm.Kind == kind), SourceLines.None);
}
