using System.Text;
using System.Text.Json;
using ReplayGraph.Fuzz.Mutation;
using ReplayGraph.Fuzz.Running;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Tests;

public sealed class MutationTests
{
    private static readonly byte[] _json = """{"a":[1,"x",{"b":null}],"c\"d":true,"e":{"f":"g"}}"""u8.ToArray();

    [Theory]
    [InlineData(Shape.Bytes)]
    [InlineData(Shape.Text)]
    [InlineData(Shape.Json)]
    [InlineData(Shape.Lines)]
    internal void OneSeedMakesTheSameInputs(Shape shape)
    {
        Assert.Equal(Make(shape, 7), Make(shape, 7));
        Assert.NotEqual(Make(shape, 7), Make(shape, 8));
    }

    [Fact]
    public void JsonMostlyStaysJson()
    {
        var dice = new Dice(1);
        var json = new JsonChanges();
        var draft = new Draft(4096);
        int good = 0;
        for (int i = 0; i < 1000; i++)
        {
            draft.Set(_json);
            json.Apply(draft, dice, _json, ["w"u8.ToArray()]);
            good += IsJson(draft.Bytes) ? 1 : 0;
        }

        Assert.InRange(good, 400, 990);
    }

    [Fact]
    public void TheValuesOfJsonAreFound()
    {
        var map = new JsonMap();
        map.Read(_json);
        Assert.Equal(
            ["[1,\"x\",{\"b\":null}]", "1", "\"x\"", "{\"b\":null}", "null", "true", "{\"f\":\"g\"}", "\"g\""],
            Enumerable.Range(1, map.Count - 1).Select(number => Encoding.UTF8.GetString(_json.AsSpan(map[number].At..map[number].End))));
        Assert.Equal((-1, 0, _json.Length), (map[0].Key, map[0].At, map[0].End));
    }

    [Fact]
    public void InputsAreWrittenAsLines()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(one => (byte)one), .. "\\n\\x"u8];
        string line = CorpusFile.Encode(all);
        Assert.DoesNotContain('\n', line);
        Assert.All(line, one => Assert.InRange(one, ' ', '~'));
        Assert.Equal(all, CorpusFile.Decode(line));
    }

    private static List<string> Make(Shape shape, int seed)
    {
        var mutator = new Mutator(shape, ["word"u8.ToArray()], new Dice(seed));
        var draft = new Draft(512);
        var made = new List<string>();
        for (int i = 0; i < 2000; i++)
        {
            draft.Set(i % 3 == 0 ? [] : _json);
            mutator.Change(draft, i % 5 == 0 ? [] : _json);
            made.Add(CorpusFile.Encode(draft.Bytes));
        }

        return made;
    }

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        try
        {
            JsonElement.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
