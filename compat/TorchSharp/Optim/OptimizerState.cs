using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers of one parameter.</summary>
public abstract class OptimizerState
{
    /// <summary>The parameter.</summary>
    protected Parameter _parameter;

    /// <summary>The state of a parameter.</summary>
    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    /// <summary>Makes the state of a parameter that has made no step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    /// <summary>Writes the state.</summary>
    public abstract void SaveStateDict(BinaryWriter writer);

    /// <summary>Reads the state.</summary>
    public abstract void LoadStateDict(BinaryReader reader);

    /// <summary>Copies the state of another parameter.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Whether two states are equal up to rounding.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other)
    {
        var own = Fields.Values(Each);
        return own.Count > 0 && other?.GetType() == GetType() && own.Zip(Fields.Values(other.Each), Close).All(close => close);
    }

    /// <summary>Moves the state to a device.</summary>
    public virtual void to(Device device) => Each(new((value, _, _) => value is Tensor own && !IsOn(own, device)
        ? Instead(own, own.to(device, copy: true))
        : value));

    /// <summary>Reads a tensor that may be missing.</summary>
    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor result, Device device)
    {
        if (reader.ReadBoolean())
        {
            using var loaded = TensorExtensionMethods.Load(reader);
            Replace(ref result, loaded.to(device, copy: true));
        }
        else
        {
            Replace(ref result, null);
        }
    }

    /// <summary>Writes a tensor that may be missing.</summary>
    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    /// <summary>Names what a kind of optimiser remembers.</summary>
    private protected virtual void Each(Fields fields)
    {
    }

    /// <summary>The tensors that there are.</summary>
    internal IEnumerable<Tensor> Tensors => Fields.Values(Each).OfType<Tensor>();

    private protected void Save(BinaryWriter writer) => Each(new((value, _, optional) =>
    {
        switch (value)
        {
            case long count:
                writer.Write(count);
                break;
            case double number:
                writer.Write(number);
                break;
            default:
                SaveTensor(writer, (Tensor)value, optional);
                break;
        }
        return value;
    }));

    private static void SaveTensor(BinaryWriter writer, Tensor tensor, bool optional)
    {
        if (optional)
        {
            SaveConditionalStateTensor(writer, tensor);
        }
        else
        {
            tensor.Save(writer);
        }
    }

    // Cast to object, because a number would become a tensor.
    private protected void Load(BinaryReader reader) => Each(new((value, _, optional) => value switch
    {
        long => (object)reader.ReadInt64(),
        double => (object)reader.ReadDouble(),
        _ => LoadTensor(reader, (Tensor)value, optional),
    }));

    private Tensor LoadTensor(BinaryReader reader, Tensor own, bool optional)
    {
        if (optional)
        {
            LoadConditionalStateTensor(reader, ref own, _parameter.device);
        }
        else
        {
            own.Load(reader);
        }
        return own;
    }

    /// <summary>Copies the state of another parameter.</summary>
    private protected void Copy(OptimizerState source)
    {
        Fields.RequireOneKind(this, source);
        Fields.Pair(Each, Fields.Values(source.Each), (own, other) => own is Tensor || other is Tensor
            ? Instead((Tensor)own, ((Tensor)other)?.to(_parameter.device, copy: true))
            : other);
    }

    private protected void DisposeTensors()
    {
        foreach (var tensor in Tensors)
        {
            tensor.Dispose();
        }
    }

    /// <summary>Lets a tensor go and keeps another one, out of every scope.</summary>
    private protected static void Replace(ref Tensor own, Tensor value) => own = Instead(own, value);

    private static Tensor Instead(Tensor own, Tensor value)
    {
        own?.Dispose();
        return value?.DetachFromDisposeScope();
    }

    private protected void Zeros(ref Tensor own) => Replace(ref own, zeros_like(_parameter, requires_grad: false));

    private static bool IsOn(Tensor tensor, Device device) => tensor.device_type == device.type && tensor.device_index == device.index;

    private static bool Close(object own, object other) =>
        own is Tensor tensor ? other is Tensor second && tensor.allclose(second) : Equals(own, other);
}
