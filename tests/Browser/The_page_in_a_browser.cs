using System.Globalization;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Browser;

/// <summary>The page is opened, and read with the keyboard alone, in a wide window and in one as narrow as a telephone.</summary>
public sealed class The_page_in_a_browser(WrittenPage written) : IClassFixture<WrittenPage>
{
    private const string Refuted = "#matrix button[data-d='rfc-2020'][data-i='poison-contained']";

    [Theory]
    [InlineData(400)]
    [InlineData(1400)]
    public async Task Opens_without_a_word_in_the_console_and_can_be_read(int width)
    {
        await using var reader = await Reader.OfAsync(written.Browser, written.File, width);

        Assert.Empty(await reader.ComplaintsAsync());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(1400)]
    public async Task A_story_is_walked_through_with_the_keyboard_alone(int width)
    {
        await using var reader = await Reader.OfAsync(written.Browser, written.File, width);

        await reader.TabToAsync(Refuted);
        await reader.PressAsync("Enter");
        var steps = Steps(await reader.TextAsync(".step span"));
        Assert.True(steps > 2, "the story has no steps");
        for (var n = 1; n <= steps; n++)
        {
            await reader.PressAsync("ArrowRight");
            Assert.Equal($"{n} of {steps}", await reader.TextAsync(".step span"));
            Assert.Equal($"{n}", await reader.TextAsync(".mark.now > text"));
            Assert.Equal($"rfc-2020/poison-contained/{n}", await reader.FragmentAsync());
            Assert.StartsWith($"{n}. ", await reader.TextAsync(".story p.line"), StringComparison.Ordinal);
        }
        Assert.StartsWith("Wrong: ", await reader.TextAsync(".story li.line"), StringComparison.Ordinal);
        Assert.Empty(await reader.ComplaintsAsync());

        await reader.PressAsync("ArrowRight");
        Assert.Equal($"{steps} of {steps}", await reader.TextAsync(".step span"));
        await reader.PressAsync("ArrowLeft", steps + 1);
        Assert.Equal($"0 of {steps}", await reader.TextAsync(".step span"));
    }

    [Fact]
    public async Task What_has_the_focus_is_seen()
    {
        await using var reader = await Reader.OfAsync(written.Browser, written.File);

        await reader.TabToAsync(Refuted);

        Assert.Equal("solid 3px", await reader.Page.EvaluateExpressionAsync<string>("(s => s.outlineStyle + ' ' + s.outlineWidth)(getComputedStyle(document.activeElement))"));
    }

    [Fact]
    public async Task Every_cell_opens_and_every_story_has_an_end()
    {
        await using var reader = await Reader.OfAsync(written.Browser, written.File, width: 400);
        var cells = await reader.Page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('#matrix button')].map(b => b.dataset.d + '/' + b.dataset.i)");
        Assert.True(cells.Length > 60, "the page has hardly a cell");

        foreach (var cell in cells)
        {
            await reader.Page.EvaluateFunctionAsync("cell => { location.hash = '#' + cell; }", cell);
            await reader.Page.WaitForFunctionAsync("cell => [...document.querySelectorAll('#matrix button[aria-pressed=true]')].some(b => b.dataset.d + '/' + b.dataset.i === cell)", cell);
            if (await reader.Page.QuerySelectorAsync(".story") is not null)
            {
                await reader.PressAsync("ArrowRight", Steps(await reader.TextAsync(".step span")));
                Assert.StartsWith("Wrong: ", await reader.TextAsync(".story li.line"), StringComparison.Ordinal);
            }
            Assert.Equal((cell, ""), (cell, string.Join('\n', await reader.ComplaintsAsync())));
        }
    }

    [Fact]
    public async Task An_address_that_was_sent_opens_at_its_step()
    {
        await using var reader = await Reader.OfAsync(written.Browser, written.File, fragment: "rfc-2020/poison-contained/2");

        Assert.StartsWith("2 of ", await reader.TextAsync(".step span"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_a_mail_is_about_is_the_one_that_is_walked_through()
    {
        await using var reader = await Reader.OfAsync(written.Browser, written.File, fragment: "rfc-2020/error-marks-no-other-page");
        var telling = TellingRuns.Of(Catalogue.Find("rfc-2020")!).Single(run => run.Run.Invariant == "error-marks-no-other-page");

        Assert.Equal(telling.Run.Title, await reader.TextAsync(".story .telling"));
        Assert.Contains("it has 6 steps", await reader.TextAsync(".story .shortest"), StringComparison.Ordinal);
        var steps = Steps(await reader.TextAsync(".step span"));
        Assert.Equal(telling.Trace.Moves.Count, steps);
        await reader.PressAsync("ArrowRight", steps);
        Assert.Contains("dissolve_free_huge_page", await reader.TextAsync(".story p.line"), StringComparison.Ordinal);
        Assert.Empty(await reader.ComplaintsAsync());
    }

    [Fact]
    public async Task A_finding_opens_where_a_cell_names_it()
    {
        await using var reader = await Reader.OfAsync(written.Browser, written.File, fragment: "linux-7.3/poison-contained");

        await reader.TabToAsync("#cell a[href='#finding-failed-restore-forgets-unreliable-list']");
        await reader.PressAsync("Enter");
        await reader.Page.WaitForSelectorAsync("#findings details[open]");

        Assert.Equal("finding-failed-restore-forgets-unreliable-list", await reader.FragmentAsync());
        Assert.StartsWith("A restore that fails", await reader.TextAsync("#findings details[open] summary"), StringComparison.Ordinal);
        Assert.True(await reader.Page.EvaluateExpressionAsync<bool>("document.activeElement.localName === 'summary'"), "the focus is not where the reader is");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(1400)]
    public async Task What_is_folded_can_be_read_as_well(int width)
    {
        await using var reader = await Reader.OfAsync(written.Browser, written.File, width);

        await reader.Page.EvaluateExpressionAsync("document.querySelectorAll('details').forEach(d => { d.open = true; })");

        Assert.Empty(await reader.ComplaintsAsync());
    }

    [Theory]
    [InlineData("\"use strict\";", "\"use strict\"; nothing();", "the script fails")]
    [InlineData("\"use strict\";", "\"use strict\"; console.error(\"oh\");", "the console says")]
    [InlineData("<section id=\"cell\"", "<img src=\"http://127.0.0.1:9/x\"/><section id=\"cell\"", "it asks for")]
    [InlineData("<section id=\"cell\"", "<p style=\"width:1500px\">wide</p><section id=\"cell\"", "wider than the window")]
    [InlineData("<section id=\"cell\"", "<p style=\"font-size:8px\">small</p><section id=\"cell\"", "too small")]
    [InlineData("<section id=\"cell\"", "<p style=\"color:#999\">pale</p><section id=\"cell\"", "too pale")]
    public async Task A_fault_of_the_page_is_seen(string at, string with, string complaint)
    {
        await using var reader = await Reader.OfAsync(written.Browser, written.Damaged(at, with));

        Assert.Contains(await reader.ComplaintsAsync(), found => found.StartsWith(complaint, StringComparison.Ordinal));
    }

    // "0 of 7".
    private static int Steps(string count) => int.Parse(count.Split(' ')[^1], CultureInfo.InvariantCulture);
}
