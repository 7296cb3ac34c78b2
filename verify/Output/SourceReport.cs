using System.Text.Encodings.Web;
using System.Text.Json;
using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Kernel.Runs;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Hosting;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Verify.Output;

/// <summary>Says what <c>verify source</c> found: as text, or as JSON objects of one line each.</summary>
internal sealed class SourceReport(Terminal terminal, HarnessBuild build, Design design, string command, bool isJson)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly List<PartResult> parts = [];
    private readonly Machine<Bit, Num> machine = new(design);
    private readonly bool isRefined = BoundCode.IsBound(design);

    /// <summary>Which kernel, and what it is taken for.</summary>
    public void Begin()
    {
        if (!isJson)
        {
            terminal.Say($"Linux {build.Tree.Release}, taken for {design.Name} ({design.Title}); {(build.Seconds > 0 ? $"built in {build.Seconds:0.0} s" : "built before, nothing has changed")}.");
            terminal.Say($"Compiled as they are: mm/hugetlb_vmemmap.c, mm/hugetlb.c, mm/memory-failure.c, mm/pagewalk.c. Checked in every state between two steps: the properties of the design.");
        }
    }

    /// <summary>A part is done.</summary>
    public void Done(PartResult part) => parts.Add(part);

    /// <summary>One finding.</summary>
    public void Tell(Finding finding, string story)
    {
        if (isJson)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(new
            {
                kernel = build.Tree.Release, design = design.Name, kind = IsInvariant(finding) ? "invariant" : finding.Kind,
                invariant = IsInvariant(finding) ? finding.Kind : null, known = ReasonOf(finding), sequence = finding.Plan.Calls.Select(call => $"{call}"), location = finding.Location,
                page = PageOf(finding), runs = finding.Runs, repeat = Repeat(finding.Plan),
            }, Json));
            return;
        }
        terminal.Say();
        terminal.Say(finding.Alarm.IsOfHarness ? $"The suite's own fault ({finding.Kind}), nothing is said of the kernel:"
            : ReasonOf(finding) is { } reason ? $"Known of {design.Name}: {reason}"
            : $"NOT KNOWN of {design.Name}: {finding.Kind}");
        terminal.Say(story);
        terminal.Say($"In {finding.Runs:N0} runs; this is the shortest. Again:");
        // To be copied: in one line, however long.
        terminal.Out.WriteLine(Repeat(finding.Plan));
    }

    /// <summary>What was tried, what was found, and what was not put to the test.</summary>
    /// <returns>nothing was optimised, so that no finding says nothing.</returns>
    public bool End(IReadOnlyList<Finding> findings)
    {
        var unknown = findings.Where(finding => ReasonOf(finding) is null).Select(finding => finding.Kind).ToList();
        var untested = Evidence.Missing(new Instance(design, RunCheck.ScopeOf(design, new RunPlan([]))), isRefined);
        var (optimised, restored) = (parts.Sum(part => part.Optimised), parts.Sum(part => part.Restored));
        if (isJson)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(new
            {
                kernel = build.Tree.Release, design = design.Name, kind = "summary", runs = parts.Sum(part => part.Runs), calls = parts.Sum(part => part.Calls), seconds = Math.Round(parts.Sum(part => part.Seconds), 1),
                optimised, restored, refined = isRefined, steps = parts.Sum(part => part.Steps), mismatches = parts.Sum(part => part.Mismatches),
                findings = findings.Select(finding => finding.Kind), unknown, untested = untested.Select(one => one.Invariant),
            }, Json));
            return optimised == 0;
        }
        FittedTable table = new(keys: 1, [new("tried"), .. Column.Numbers("runs", "calls", "steps", "runs with alarms", "seconds")]);
        foreach (var part in parts)
        {
            table.Add(part.Name, $"{part.Runs:N0}", $"{part.Calls:N0}", $"{part.Steps:N0}", $"{part.Alarms:N0}", $"{part.Seconds:0.0}");
        }
        terminal.Say();
        table.Write(terminal);
        terminal.Say($"{findings.Count} kinds of findings, {findings.Count - unknown.Count} of them known of {design.Name}{(unknown.Count == 0 ? "" : $"; not known: {string.Join(", ", unknown)}")}.");
        terminal.Say($"The code optimised {optimised:N0} hugepages and restored {restored:N0}.");
        if (optimised == 0)
        {
            terminal.Say("NOTHING WAS OPTIMISED: what was tried says nothing of the code. A configuration may switch it off, or the function under test returns at once.");
        }
        if (isRefined)
        {
            var mismatches = parts.Sum(part => part.Mismatches);
            terminal.Say($"Step by step: {parts.Sum(part => part.Steps):N0} steps of {design.Name} were taken, and {(mismatches == 0 ? "none that is no step of it" : $"in {mismatches:N0} runs one that is no step of it")}.");
        }
        else
        {
            terminal.Say($"Not compared step by step: no code is bound to {design.Name} yet.");
        }
        terminal.Say("Not put to the test here:");
        foreach (var (invariant, why) in untested)
        {
            terminal.Say($"  {invariant}: {why}");
        }
        return optimised == 0;
    }

    private static bool IsInvariant(Finding finding) => finding.Alarm is { Complaint: null, Mismatch: null };

    private string? ReasonOf(Finding finding) => KnownAlarms.Reason(design, finding.Alarm, finding.Plan, finding.Location);

    // The vmemmap page of the hugepage, where the invariant speaks of one.
    private int? PageOf(Finding finding)
    {
        var indices = machine.Properties.FirstOrDefault(property => property.Name == finding.Kind)?.Indices;
        return indices?.Contains(Index.Page) == true ? new Window(finding.Plan, design, finding.Alarm.IsOfParts).Pages[finding.Alarm.At.Page.Value] : null;
    }

    private string Repeat(RunPlan plan) => $"{command} --repeat \"{plan}\"";
}
