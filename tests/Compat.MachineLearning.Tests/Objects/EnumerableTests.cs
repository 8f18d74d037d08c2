using Microsoft.ML;
using Microsoft.ML.Data;

namespace Eegavi.Compat.MachineLearning.Tests.Objects;

public class EnumerableTests
{
    private readonly MLContext _ml = new(1);
    private readonly Window[] _windows =
    [
        new() { Values = [1, 2, 3], Names = ["a", "b"], Label = "calm", Subject = 2 },
        new() { Values = [4, 5, 6], Names = ["c"], Label = null, Subject = 1 },
    ];

    private IDataView View => _ml.Data.LoadFromEnumerable(_windows);

    [Fact]
    public void Schema_FollowsMembersAndAttributes() =>
        View.Schema.Select(column => $"{column.Name}:{column.Type}").Should()
            .Equal("Values:Vector<Single, 3>", "Names:Vector<String>", "Label:String", "Person:Key<UInt32, 0-3>", "Seconds:Int32");

    [Fact]
    public void CreateEnumerable_GivesTheObjectsBack() =>
        _ml.Data.CreateEnumerable<Window>(View, reuseRowObject: false).Should().BeEquivalentTo(
            [_windows[0], new Window { Values = [4, 5, 6], Names = ["c"], Label = "", Subject = 1 }], options => options.WithStrictOrdering());

    [Fact]
    public void GetColumn_GivesEveryRowMemoryOfItsOwn() =>
        View.GetColumn<VBuffer<float>>("Values").ToList().Select(vector => vector.GetValues()[0]).Should().Equal(1, 4);

    [Fact]
    public void LoadFromEnumerable_WithASchema_TakesItsTypes()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Values", new VectorDataViewType(NumberDataViewType.Single, 3, 1));
        _ml.Data.LoadFromEnumerable(_windows, builder.ToSchema()).Schema.Should().ContainSingle().Which.Type.ToString().Should().Be("Vector<Single, 3, 1>");
    }

    [Fact]
    public void LoadFromEnumerable_WithADefinition_KeepsItAsItWas()
    {
        var definition = SchemaDefinition.Create(typeof(Window), SchemaDefinition.Direction.Read);
        definition["Values"].ColumnName = "Eeg";
        definition["Eeg"].AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(3, ["Fz".AsMemory(), "Cz".AsMemory(), "Pz".AsMemory()]), new VectorDataViewType(TextDataViewType.Instance, 3));
        var view = _ml.Data.LoadFromEnumerable(_windows, definition);
        definition["Eeg"].ColumnName = "Ecg";
        definition.RemoveAt(0);

        view.Schema[0].Name.Should().Be("Eeg");
        view.Schema["Eeg"].HasSlotNames().Should().BeTrue();
        view.GetColumn<float[]>("Eeg").Select(values => values[2]).Should().Equal(3, 6);
    }

    [Fact]
    public void Getter_BeforeTheFirstRow_SaysSo()
    {
        using var cursor = View.GetRowCursor(View.Schema);
        var getter = cursor.GetGetter<uint>(View.Schema["Person"]);
        uint person = 0;
        FluentActions.Invoking(() => getter(ref person)).Should().Throw<InvalidOperationException>().WithMessage("Cannot use getter with cursor in this state");
        while (cursor.MoveNext())
            getter(ref person);
        (cursor.Position, cursor.MoveNext()).Should().Be((-1, false));
    }

    [Fact]
    public void Cache_ReadsAColumnOnceAndMayBeShuffled()
    {
        var read = 0;
        var cached = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(_windows.Select(window => { read++; return window; })));
        for (var i = 0; i < 3; i++)
            cached.GetColumn<uint>("Person").Should().Equal(2u, 1u);
        read.Should().Be(2);
        cached.GetRowCount().Should().Be(2);
        using var cursor = cached.GetRowCursor(cached.Schema, new Random(1));
        var persons = new List<uint>();
        var person = cursor.GetGetter<uint>(cached.Schema["Person"]);
        for (uint one = 0; cursor.MoveNext(); persons.Add(one))
            person(ref one);
        persons.Should().BeEquivalentTo([1u, 2u]);
    }

    private sealed class Window
    {
        [VectorType(3)] public float[] Values { get; set; }
        public string[] Names { get; set; }
        public string Label { get; set; }
        [KeyType(4), ColumnName("Person")] public uint Subject { get; set; }
        [NoColumn] public int Ignored { get; set; }
        public int Seconds => 3;
    }
}
