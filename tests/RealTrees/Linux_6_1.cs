using Vmemmap.Kernel.Checking;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.RealTrees;

/// <summary>The code of Linux 6.1 does what the design is known for, and nothing else that is wrong.</summary>
public sealed class Linux_6_1
{
    [Fact]
    public void The_standard_run_raises_no_alarm_that_is_not_known()
    {
        var findings = Tree.Findings(Tree.Opened(Tree.Linux61), sequences: 2000);
        var alarms = findings.Select(Tree.Told).ToList();

        // No step that is none of the design is among them: that is an alarm of its own kind.
        Assert.All(findings, finding => Assert.True(KnownAlarms.Reason(Linux61.Design, finding.Alarm, finding.Plan, finding.Location) is not null, $"Not known: {Tree.Told(finding)}, as in {finding.Plan}."));
        Assert.Contains("tail-resolves-to-head at reset_struct_pages()", alarms);
        Assert.Contains("type-covers-shared-tails at vmemmap_remap_pte()", alarms);
        Assert.Contains(alarms, alarm => alarm.StartsWith("lookup-across-remaps-finds-head at ", StringComparison.Ordinal));
    }
}
