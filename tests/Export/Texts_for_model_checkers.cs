using System.Text.RegularExpressions;
using Vmemmap.Bench.Checkers;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Export;

namespace Vmemmap.Tests.Export;

/// <summary>The texts written for rumur and TLC, word for word where they are small.</summary>
public sealed class Texts_for_model_checkers
{
    private static readonly ExportedMachine Small =
        ExportedScenes.OrderMatters.Machine("shared-tails-read-only", "contents-before-mapping", "pinned-page-finds-its-head");

    [Fact]
    public void A_Murphi_model_reads_as_it_always_has() => GoldenText.AssertEqual("Export/Golden/corrected-5.18.assigns-in-order.m", MurphiModel.Of(Small));

    [Fact]
    public void A_TLA_module_reads_as_it_always_has() => GoldenText.AssertEqual("Export/Golden/corrected_5_18_assigns_in_order.tla", TlaModule.Of(Small));

    [Fact]
    public void A_TLC_configuration_reads_as_it_always_has() =>
        GoldenText.AssertEqual("Export/Golden/corrected_5_18_assigns_in_order.cfg", TlaModule.Configuration(Small));

    public static TheoryData<string> Scenes => [.. ExportedScenes.All.Keys];

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_TLA_module_defines_each_name_once_and_TLC_counts_our_states_where_it_is_installed(string scene)
    {
        var machine = ExportedScenes.All[scene].Machine();
        var module = TlaModule.Of(machine);

        var names = Regex.Matches(module, "^(?<name>\\w+)(?:\\([a-z, ]*\\))? ==", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(m => m.Groups["name"].Value)
            .Concat(machine.Recording.Tables.Select(table => table.Name)).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        if (Tlc.IsInstalled)
        {
            Assert.Equal(ExportedScenes.All[scene].Explore().States, Tlc.Check(machine).States);
        }
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void Every_action_gives_each_variable_one_next_value(string scene)
    {
        var machine = ExportedScenes.All[scene].Machine();
        var actions = TlaModule.Of(machine).Split("\n\n").Where(text => text.Contains("UNCHANGED", StringComparison.Ordinal)).ToList();

        Assert.Equal(machine.Recording.Steps.Count, actions.Count);
        Assert.All(actions, action =>
        {
            var primed = Regex.Matches(action, "(?<name>\\w+)' =", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups["name"].Value);
            var unchanged = Regex.Match(action, "UNCHANGED <<(?<names>.*)>>", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["names"].Value.Split(", ");
            Assert.Equal(machine.Recording.Tables.Select(table => table.Name).Order(), primed.Concat(unchanged).Order());
        });
    }

    [Fact]
    public void The_counts_of_TLC_are_read_from_what_it_prints()
    {
        const string Printed = "Model checking completed.\n3707 states generated, 932 distinct states found, 0 states left on queue.\n";

        var read = Tlc.Read(new("tlc", ExitCode: 0, Printed, Seconds: 1));

        Assert.Equal((932, 3_706), (read.States, read.Transitions));
    }

    [Fact]
    public void The_same_machine_gives_the_same_text() =>
        Assert.All(Catalogue.All, design =>
        {
            ExportedScene scene = new(design, s => s, Bounds.Default);

            Assert.Equal(MurphiModel.Of(scene.Machine()), MurphiModel.Of(scene.Machine()));
            Assert.Equal(TlaModule.Of(scene.Machine()), TlaModule.Of(scene.Machine()));
        });
}
