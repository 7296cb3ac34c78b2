using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Vmemmap.Tests.Store;

/// <summary>Whatever happened to the text of a store, each question gets its true answer: from an entry as it was written, or from the solver.</summary>
[Trait("Category", "Fast")]
public sealed class A_corrupted_entry_is_ignored
{
    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(StoredAnswers.Text);
    private static readonly int All = CountingSolver.Truth.Count;

    private static string LineOf(string answer) => StoredAnswers.Lines.First(line => line.Contains($"\"{answer}\"", StringComparison.Ordinal));

    [Property(MaxTest = 2000)]
    public Property Any_byte_changed_to_any_other() => Prop.ForAll(
        Gen.Choose(0, Whole.Length - 1).Zip(Gen.Choose(1, 255)).ToArbitrary(),
        change =>
        {
            var bytes = Whole.ToArray();
            bytes[change.Item1] ^= (byte)change.Item2;

            // The end of a line belongs to two entries.
            Assert.InRange(StoredAnswers.FromStoreWith(Encoding.UTF8.GetString(bytes)), All - 2, All - 1);
        });

    [Fact]
    public void Cut_at_any_length()
    {
        for (var length = 0; length < Whole.Length; length++)
        {
            var text = Encoding.UTF8.GetString(Whole.AsSpan(0, length));

            Assert.Equal(text.Count(c => c == '\n'), StoredAnswers.FromStoreWith(text));
        }
    }

    [Fact]
    public void Cut_at_the_front_at_any_length()
    {
        for (var length = 1; length < Whole.Length; length++)
        {
            var text = Encoding.UTF8.GetString(Whole.AsSpan(length));

            Assert.InRange(StoredAnswers.FromStoreWith(text), 0, All - 1);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("{}\n")]
    [InlineData("[{\"key\":\"\",\"answer\":\"unsatisfiable\"}]\n")]
    [InlineData("unsat\nunsat\nunsat\n")]
    [InlineData("\0\u0001\uFFFD\n\r\n")]
    public void A_file_of_another_program(string text) => Assert.Equal(0, StoredAnswers.FromStoreWith(text));

    [Fact]
    public void A_false_answer_planted_under_the_checksum_of_the_true_one()
    {
        var line = LineOf("Satisfiable");
        var planted = line.Replace("\"Satisfiable\"", "\"Unsatisfiable\"", StringComparison.Ordinal);
        Assert.NotEqual(line, planted);

        Assert.Equal(All - 1, StoredAnswers.FromStoreWith(StoredAnswers.Text.Replace(line, planted, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_answer_moved_to_another_question()
    {
        var (answer, question) = (LineOf("Unsatisfiable"), LineOf("Satisfiable"));
        var moved = answer.Replace(KeyOf(answer), KeyOf(question), StringComparison.Ordinal);

        Assert.Equal(All - 1, StoredAnswers.FromStoreWith(StoredAnswers.Text.Replace(question, moved, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_checksum_moved_to_another_entry()
    {
        var (one, other) = (StoredAnswers.Lines[0], StoredAnswers.Lines[1]);
        var length = one.IndexOf(' ', StringComparison.Ordinal);

        Assert.Equal(All - 1, StoredAnswers.FromStoreWith(StoredAnswers.Text.Replace(one, other[..length] + one[length..], StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"format\":2", "\"format\":3")]
    [InlineData("\"format\":2,", "")]
    [InlineData("\"format\":2", "\"format\":\"one\"")]
    [InlineData("\"resources\":", "\"effort\":")]
    [InlineData("\"resources\":", "\"resources\":-")]
    [InlineData("\"Unsatisfiable\"", "\"Unknown\"")]
    [InlineData("\"Unsatisfiable\"", "\"Perhaps\"")]
    public void An_entry_of_another_layout_though_its_checksum_is_right(string written, string otherwise)
    {
        var line = LineOf("Unsatisfiable");
        var entry = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var changed = entry.Replace(written, otherwise, StringComparison.Ordinal);
        Assert.NotEqual(entry, changed);
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(changed)));

        Assert.Equal(All - 1, StoredAnswers.FromStoreWith(StoredAnswers.Text.Replace(line, $"{checksum} {changed}", StringComparison.Ordinal)));
    }

    private static string KeyOf(string line) => line.Split("\"key\":\"")[1][..64];
}
