using System.Collections;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Eegavi.Plugins.Tests;

public sealed class ConfigurationFilesTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static ResolvedConfiguration Load(string path, string[]? set = null, Hashtable? environment = null) =>
        ConfigurationFiles.Load(path, set, environment ?? []);

    private static string Json(ResolvedConfiguration resolved) => resolved.ToJson().ToJsonString();

    private string Error(string text, string[]? set = null) =>
        this.Invoking(_ => Load(_folder.Write("a.json", text), set)).Should().Throw<ConfigurationException>().Which.Message;

    [Fact]
    public void Load_CommentsTrailingCommasAndMark_AreRead() =>
        Json(Load(_folder.Write("a.json", "\uFEFF// what it is\n{ \"$schema\": \"x\", \"a\": 1, /* b */ \"b\": [2, ], }"))).Should().Be("""{"a":1,"b":[2]}""");

    [Fact]
    public void Load_Extends_MergesFromTheFarthestBaseOn()
    {
        _folder.Write("far.json", """{ "width": 8, "gate": { "type": "tanh", "init": 0 }, "blocks": [1, 2], "gone": 1 }""");
        _folder.Write("sub/near.json", """{ "extends": "../far.json", "WIDTH": 16, "gone": null }""");
        _folder.Write("other.json", """{ "blocks": [3] }""");
        var path = _folder.Write("a.json", """{ "extends": ["sub/near.json", "other.json"], "gate": { "init": 0.5 } }""");
        var resolved = Load(path);
        Json(resolved).Should().Be("""{"width":16,"gate":{"type":"tanh","init":0.5},"blocks":[3]}""");
        resolved.Files.Should().Equal(_folder.At("far.json"), _folder.At("sub", "near.json"), _folder.At("other.json"), path);
    }

    [Fact]
    public void Load_Null_StaysInABaseAndRemovesInWhatExtends()
    {
        _folder.Write("base.json", """{ "a": null, "b": 1 }""");
        Json(Load(_folder.Write("a.json", """{ "extends": "base.json", "b": null, "c": [{ "d": null }] }"""))).Should().Be("""{"a":null,"c":[{"d":null}]}""");
    }

    [Fact]
    public void Load_RelativePaths_StartFromTheFileThatSaysThem()
    {
        _folder.Write("one/base.json", """{ "name": "a", "plan": "p.svg", "shades": [{ "type": "paper", "pattern": "q.svg" }], "lamp": { "type": "desk-lamp", "shade": { "type": "paper", "pattern": "r.svg" } } }""");
        var path = _folder.Write("two/a.json", """{ "extends": "../one/base.json", "plan": "p.svg", "lamp": { "watts": 3 } }""");
        var binder = new SpecBinder(Bound.Catalog);
        var room = binder.Bind<RoomSpec>(Load(path));
        room.Plan.Should().Be(_folder.At("two", "p.svg"));
        Pattern(room.Shades[0]).Should().Be(_folder.At("one", "q.svg"));
        Pattern(((DeskLampOptions)room.Lamp.Options!).Shade).Should().Be(_folder.At("one", "r.svg"));
        var set = binder.Bind<RoomSpec>(Load(path, ["plan=s.svg", "shades[0].pattern=t.svg"]));
        set.Plan.Should().Be(Path.GetFullPath("s.svg"));
        Pattern(set.Shades[0]).Should().Be(Path.GetFullPath("t.svg"));
    }

    private static string? Pattern(Part<IShade> shade) => ((PaperShadeOptions)shade.Options!).Pattern;

    [Fact]
    public void With_Patch_HasItsOwnFolder()
    {
        var resolved = Load(_folder.Write("a.json", """{ "name": "a", "plan": "p.svg", "lamp": { "type": "candle" } }"""));
        var variant = resolved.With((JsonObject)JsonNode.Parse("""{ "plan": "q.svg", "lamp": null }""")!, _folder.At("variants"));
        var room = new SpecBinder(Bound.Catalog).Bind<RoomSpec>(variant);
        room.Plan.Should().Be(_folder.At("variants", "q.svg"));
        room.Lamp.Type.Should().Be("desk-lamp");
        Json(resolved).Should().Contain("candle");
    }

    [Fact]
    public void Rebase_PathsFromElsewhere_AreWrittenFromOneFolder()
    {
        _folder.Write("one/base.json", """{ "base": { "weights": "w.bin", "list": [{ "file": "l.bin" }], "other": "stays" }, "kept": "/root.bin" }""");
        var path = _folder.Write("two/a.json", """{ "extends": "../one/base.json", "base": { "own": "o.bin" } }""");
        var resolved = Load(path, [$"base.set=s.bin"]).Rebase(["base:weights", "base:set", "BASE:list:0:file", "base:list:7:file", "base:own", "base:none", "base:set", "kept"], _folder.At("two"));

        resolved.ToJson()["base"]!.ToJsonString().Should().Be(
            $$"""{"weights":"../one/w.bin","list":[{"file":"../one/l.bin"}],"other":"stays","own":"o.bin","set":"{{Path.GetRelativePath(_folder.At("two"), "s.bin")}}"}""");
        resolved.ToJson()["kept"]!.GetValue<string>().Should().Be("/root.bin");
        (resolved.DirectoryOf("base:weights"), resolved.DirectoryOf("base:other")).Should().Be((_folder.At("two"), _folder.At("one")));
    }

    [Fact]
    public void Load_Circle_ShowsIt()
    {
        _folder.Write("b.json", """{ "extends": "a.json" }""");
        Error("""{ "extends": "b.json" }""").Should().Contain("extends itself: ").And.Contain("a.json → ").And.Contain("b.json → ");
    }

    [Fact]
    public void Load_FilesThatFanOut_StopSoon()
    {
        for (var i = 0; i < 30; i++) _folder.Write($"{i}.json", $$"""{ "extends": ["{{i + 1}}.json", "{{i + 1}}.json"] }""");
        _folder.Write("30.json", "{}");
        Error("""{ "extends": "0.json" }""").Should().Contain("more than 64 files extend each other here");
    }

    [Theory]
    [InlineData("{ \"a\": 1\n  \"b\": 2 }", "a.json, line 2, column 3: '\"' is invalid after a value.")]
    [InlineData("{ \"a\": 1,\n  \"A\": 2 }", "a.json, line 2, column 3: the key 'A' stands here a second time.")]
    [InlineData("{ \"a:b\": 1 }", "a.json, line 1, column 3: a key may not contain ':'; got 'a:b'.")]
    [InlineData("{ \"\": 1 }", "a.json, line 1, column 3: a key may not be empty.")]
    [InlineData("[1]", "a.json: expected an object { … } at the top.")]
    [InlineData("null", "a.json: expected an object { … } at the top.")]
    [InlineData("", "a.json, line 1, column 1: The input does not contain any JSON tokens.")]
    [InlineData("{ \"extends\": 3 }", "a.json: extends: expected a path or a list of paths; got 3.")]
    [InlineData("{ \"extends\": [null] }", "a.json: extends: expected a path or a list of paths; got null.")]
    [InlineData("{ \"extends\": \"none.json\" }", "none.json: there is no such file.")]
    public void Load_BadFile_SaysWhereAndWhat(string text, string error) => Error(text).Should().Contain(error);

    [Fact]
    public void Load_HostileDepthAndSize_AreRefused()
    {
        Error(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))).Should().Contain("depth");
        Error("{ \"a\": \"" + new string('x', 5 << 20) + "\" }").Should().Contain("at most 4 MiB");
    }

    [Fact]
    public void Load_AnyBytes_IsAConfigurationExceptionOrADocument() => Prop
        .ForAll<byte[]>(bytes =>
        {
            var path = _folder.At("fuzz.json");
            File.WriteAllBytes(path, [(byte)'{', .. bytes, (byte)'}']);
            try
            {
                Load(path);
            }
            catch (ConfigurationException)
            {
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Load_Environment_OverridesLowestIndexFirst()
    {
        var environment = new Hashtable
        {
            ["EEGAVI__MODEL__WIDTH"] = "128",
            ["eegavi__model__fusion__10"] = "k",
            ["EEGAVI__model__fusion__2"] = "c",
            ["EEGAVI__model__name"] = "12a",
            ["EEGAVI_SHARED"] = "not ours",
            ["PATH"] = "/bin",
        };
        for (var i = 3; i < 10; i++) environment[$"EEGAVI__model__fusion__{i}"] = $"{i}";
        Json(Load(_folder.Write("a.json", """{ "model": { "width": 8, "fusion": ["a", "b"] } }"""), environment: environment)).Should()
            .Be("""{"model":{"width":128,"fusion":["a","b","c",3,4,5,6,7,8,9,"k"],"name":"12a"}}""");
    }

    [Theory]
    [InlineData("model.width=3", """{"model":{"width":3,"fusion":[{"from":"x"},"film"]}}""")]
    [InlineData("model.fusion[0].from=[\"x\",\"y\"]", """{"model":{"width":8,"fusion":[{"from":["x","y"]},"film"]}}""")]
    [InlineData("model.fusion[1].from=a=b", """{"model":{"width":8,"fusion":[{"from":"x"},{"type":"film","from":"a=b"}]}}""")]
    [InlineData("model.fusion[2].type=tanh", """{"model":{"width":8,"fusion":[{"from":"x"},"film",{"type":"tanh"}]}}""")]
    [InlineData("model.fusion=[]", """{"model":{"width":8,"fusion":[]}}""")]
    [InlineData("model.width=null", """{"model":{"fusion":[{"from":"x"},"film"]}}""")]
    [InlineData("losses[0]=siglip", """{"model":{"width":8,"fusion":[{"from":"x"},"film"]},"losses":["siglip"]}""")]
    [InlineData("a.b.c=", """{"model":{"width":8,"fusion":[{"from":"x"},"film"]},"a":{"b":{"c":""}}}""")]
    public void Load_Setting_IsLaidOverTheFile(string setting, string json) =>
        Json(Load(_folder.Write("a.json", """{ "model": { "width": 8, "fusion": [{ "from": "x" }, "film"] } }"""), [setting])).Should().Be(json);

    [Theory]
    [InlineData("model.width", "model.width: expected a setting such as model.fusion[0].heads=4.")]
    [InlineData("=3", "=3: expected a setting such as model.fusion[0].heads=4.")]
    [InlineData("a..b=3", "a..b=3: expected a setting such as model.fusion[0].heads=4.")]
    [InlineData("model.fusion[5]=3", "model.fusion[5]: expected an index from 0 to 2 (which appends); got 5.")]
    [InlineData("model.fusion.x=3", "model.fusion.x: expected an index from 0 to 2 (which appends); got x.")]
    [InlineData("model.fusion[0]=null", "model.fusion[0]: an item cannot be taken out of a list; set the whole list.")]
    [InlineData("model.width.x=3", "model.width.x: width is 8, which has nothing inside.")]
    public void Load_SettingThatFitsNowhere_SaysSo(string setting, string error) =>
        Error("""{ "model": { "width": 8, "fusion": [1, 2] } }""", [setting]).Should().Be(error);

    [Fact]
    public void Load_Settings_WinOverEnvironmentAndEachOther() =>
        Json(Load(_folder.Write("a.json", "{}"), ["a=2", "a=3"], new Hashtable { ["EEGAVI__a"] = "1" })).Should().Be("""{"a":3}""");

    [Fact]
    public void ToText_IsTheSameForTheSameContent()
    {
        var one = Load(_folder.Write("a.json", """{ "b": [ { "d": "é", "c": 1.50 } ], "a": {} }""")).ToText();
        one.Should().Be(Load(_folder.Write("b.json", """{ "a": {}, "b": [ { "c": 1.50, "d": "é" } ] }""")).ToText());
        one.Should().Be("{\n  \"a\": {},\n  \"b\": [\n    {\n      \"c\": 1.50,\n      \"d\": \"é\"\n    }\n  ]\n}\n");
    }
}
