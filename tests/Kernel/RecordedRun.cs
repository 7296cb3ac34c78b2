using System.Text;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Stories;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.Kernel;

/// <summary>What the code of 6.1.192 did in one run, line by line.</summary>
internal sealed class RecordedRun
{
    private const string PlanWord = "plan ";
    private const string LayoutWord = "layout ";

    private RecordedRun(RunPlan plan, StructPageLayout layout, IReadOnlyList<string> lines) => (Plan, Layout, Lines) = (plan, layout, lines);

    public RunPlan Plan { get; }

    public StructPageLayout Layout { get; }

    /// <summary>The events, a line each.</summary>
    public IReadOnlyList<string> Lines { get; }

    private static Design Design => Linux61.Design;

    public static RecordedRun Of(string name)
    {
        using var stream = typeof(RecordedRun).Assembly.GetManifestResourceStream($"Recorded/{name}") ?? throw new ArgumentException($"There is no recorded run '{name}'.", nameof(name));
        using StreamReader reader = new(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var plan = RunPlan.Parse(lines.Single(line => line.StartsWith(PlanWord, StringComparison.Ordinal))[PlanWord.Length..]);
        var layout = StructPageLayout.Read(lines.Where(line => line.StartsWith(LayoutWord, StringComparison.Ordinal)));
        return new(plan, layout, [.. lines.Where(line => !line.StartsWith(PlanWord, StringComparison.Ordinal) && !line.StartsWith(LayoutWord, StringComparison.Ordinal))]);
    }

    /// <summary>The same run with other lines: as a kernel with a bug would have written.</summary>
    public RecordedRun With(Func<IReadOnlyList<string>, IEnumerable<string>> change) => new(Plan, Layout, [.. change(Lines)]);

    public IReadOnlyList<KernelEvent> Events => [.. Lines.Select(line => EventReader.Read(Encoding.UTF8.GetBytes(line))!)];

    public RunOutcome Outcome => new RunCheck(Design, Layout).Follow(Plan, Events);

    public IReadOnlyList<string> Alarms => [.. Outcome.Alarms.Select(alarm => alarm.Kind).Distinct().Order(StringComparer.Ordinal)];

    public string StoryOf(string kind) => RunStory.Tell(Design, Plan, Layout, Events, Outcome.Alarms.First(alarm => alarm.Kind == kind), SourceLines.None);
}
