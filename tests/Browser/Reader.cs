using PuppeteerSharp;
using PuppeteerSharp.Input;

namespace Vmemmap.Tests.Browser;

/// <summary>Somebody who has opened the page in a window of some width, and has nothing but a keyboard.</summary>
internal sealed class Reader : IAsyncDisposable
{
    // What a person reads without glasses, in pixels of the screen; and the contrast that WCAG 2.2 (1.4.3, level AA) asks of text.
    private const double SmallestText = 10;
    private const double LeastContrast = 4.5;

    private readonly List<string> words = [];

    private Reader(IPage page) => Page = page;

    internal IPage Page { get; }

    /// <summary>Opens a page.</summary>
    /// <param name="browser">with it.</param>
    /// <param name="file">the page.</param>
    /// <param name="width">of the window, in pixels.</param>
    /// <param name="fragment">what the address has behind its '#'.</param>
    internal static async Task<Reader> OfAsync(IBrowser browser, string file, int width = 1400, string fragment = "")
    {
        var page = await browser.NewPageAsync();
        Reader reader = new(page);
        var address = new Uri(file).AbsoluteUri;
        page.Console += (_, e) => reader.words.Add($"the console says: {e.Message.Text}");
        page.PageError += (_, e) => reader.words.Add($"the script fails: {e.Message}");
        page.Request += (_, e) =>
        {
            if (!e.Request.Url.StartsWith(address, StringComparison.Ordinal))
            {
                reader.words.Add($"it asks for {e.Request.Url}");
            }
        };
        await page.SetViewportAsync(new() { Width = width, Height = 900 });
        await page.GoToAsync(fragment.Length == 0 ? address : $"{address}#{fragment}");
        return reader;
    }

    /// <summary>What is wrong with the page as it is now: words of the browser since it was opened, requests, what is wider than the window, text that is too small or too pale.</summary>
    internal async Task<IReadOnlyList<string>> ComplaintsAsync() =>
        [.. words, .. await Page.EvaluateFunctionAsync<string[]>(Complaints, SmallestText, LeastContrast)];

    /// <summary>Presses a key so often.</summary>
    internal async Task PressAsync(string key, int times = 1)
    {
        for (var n = 0; n < times; n++)
        {
            await Page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Goes on with the Tab key until something has the focus.</summary>
    /// <param name="selector">of CSS, for what is looked for.</param>
    internal async Task TabToAsync(string selector)
    {
        for (var n = 0; n < 500; n++)
        {
            await Page.Keyboard.PressAsync(Key.Tab);
            if (await Page.EvaluateFunctionAsync<bool>("s => document.activeElement.matches(s)", selector))
            {
                return;
            }
        }
        Assert.Fail($"The Tab key does not come to {selector}.");
    }

    /// <summary>The text of what there is one of.</summary>
    internal Task<string> TextAsync(string selector) =>
        Page.EvaluateFunctionAsync<string>("s => { const all = document.querySelectorAll(s); return all.length === 1 ? all[0].textContent : all.length + ' of ' + s; }", selector);

    /// <summary>What the address has behind its '#'.</summary>
    internal Task<string> FragmentAsync() => Page.EvaluateExpressionAsync<string>("decodeURIComponent(location.hash.slice(1))");

    public async ValueTask DisposeAsync() => await Page.DisposeAsync();

    private const string Complaints = """
        (smallest, least) => {
          const found = [], seen = e => e.checkVisibility() && e.getClientRects().length > 0;
          const say = (what, e) => found.push(what + ': <' + e.localName + '> ' + e.textContent.trim().slice(0, 60));
          if (document.documentElement.scrollWidth > window.innerWidth)
            found.push('wider than the window: ' + document.documentElement.scrollWidth + ' of ' + window.innerWidth + ' pixels');
          const parts = colour => colour.match(/[0-9.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
          const ground = e => {
            for (let at = e; at; at = at.parentElement) {
              const colour = parts(getComputedStyle(at).backgroundColor);
              if (colour.length === 3 || colour[3] === 1) return colour;
            }
            return [255, 255, 255];
          };
          for (const e of document.body.querySelectorAll('*')) {
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.closest('script, style') || !seen(e)) continue;
            const style = getComputedStyle(e), inPicture = e.ownerSVGElement;
            const scale = inPicture ? Math.abs(e.getScreenCTM().a) : 1;
            if (e.localName !== 'title' && parseFloat(style.fontSize) * scale < smallest) say('too small (' + (parseFloat(style.fontSize) * scale).toFixed(1) + ' pixels)', e);
            if (inPicture || e.closest(':disabled')) continue;
            const [a, b] = [light(parts(style.color)), light(ground(e))], contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (contrast < least) say('too pale (' + contrast.toFixed(1) + ')', e);
          }
          return found;
        }
        """;
}
