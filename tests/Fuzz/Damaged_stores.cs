using System.Security.Cryptography;
using System.Text;
using Vmemmap.Proofs.Solver;
using Vmemmap.Proofs.Store;
using Vmemmap.Tests.Store;

namespace Vmemmap.Tests.Fuzz;

/// <summary>Whatever was done to the file of a store, every question gets its true answer; where even the checksums were made anew, there is an answer of the two and no error.</summary>
public sealed class Damaged_stores
{
    private const char Separator = ' ';

    private static readonly IReadOnlyList<byte[]> Tokens =
    [
        .. new[]
        {
            "\n", "\r\n", " ", "\0", "\"format\":1,", "\"format\":2147483648,", "\"answer\":\"Unsatisfiable\",", "\"answer\":1,", "\"answer\":\"Unknown\",", "\"resources\":4294967296,", "\"resources\":-1,",
            "\"values\":null", "\"values\":{\"x\":null}", "\"values\":{}", "\"values\":{\"\\ud800\":\"\"}", "\"key\":null,", "\"key\":\"\",", "\\ud800", "\uFEFF", "[[[[[[[[[[[[[[[[[[[[[[[[", "{", "}", "null", "\u2028",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80],
    ];

    [Fact]
    [Trait("Category", "Fast")]
    public void Twenty_thousand_change_no_answer() => NoneChangesAnAnswer(seed: 20_000, count: 20_000);

    [Fact]
    [Trait("Category", "Long")]
    public void Half_a_million_change_no_answer() => NoneChangesAnAnswer(seed: 500_000, count: 500_000);

    private static void NoneChangesAnAnswer(int seed, int count)
    {
        Mutator mutator = new(seed, [Encoding.UTF8.GetBytes(StoredAnswers.Text), .. StoredAnswers.Lines.Select(line => Encoding.UTF8.GetBytes($"{line}\n"))], Tokens);
        var (kept, lost) = (0, 0);
        for (var number = 0; number < count; number++)
        {
            // As the program reads it: what is no UTF-8 is read as U+FFFD.
            var text = Encoding.UTF8.GetString(mutator.Next());
            var isForged = mutator.Happens(0.5);
            try
            {
                if (isForged)
                {
                    Use(WithChecksums(text));
                }
                else
                {
                    var found = StoredAnswers.FromStoreWith(text);
                    (kept, lost) = (kept + found, lost + CountingSolver.Truth.Count - found);
                }
            }
            catch (Exception e)
            {
                Assert.Fail($"Damaged store {number} of seed {seed}{(isForged ? " with checksums made anew" : "")} ends in {e}:\n{text}");
            }
        }
        // Otherwise nothing was damaged, or everything beyond recognition.
        Assert.All([kept, lost], answers => Assert.InRange(answers, count / 100, count * CountingSolver.Truth.Count));
    }

    // A forged entry may be believed: it still is an answer, and can be saved and read again.
    private static void Use(string text)
    {
        var store = AnswerStore.Parse(text);
        Assert.All(StoredAnswers.Ask(new StoredSolver(new CountingSolver(), store)), answer =>
            Assert.True(answer.Result.Answer == Answer.Unsatisfiable || StoredAnswers.Terms.All(term => answer.Result.Values[term] is not null)));
        Assert.NotNull(AnswerStore.Parse(store.Text()).Text());
    }

    private static string WithChecksums(string text) => string.Join('\n', text.Split('\n').Select(line =>
    {
        var entry = line[(line.IndexOf(Separator, StringComparison.Ordinal) + 1)..];
        return $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entry)))}{Separator}{entry}";
    }));
}
