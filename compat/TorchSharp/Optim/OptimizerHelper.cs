using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>What the optimisers share: groups, state, saving and loading.</summary>
public abstract class OptimizerHelper : Optimizer
{
    /// <summary>The options of the optimiser, for groups that leave them open.</summary>
    protected OptimizerOptions _defaults;

    /// <summary>State by the handle of the parameter.</summary>
    protected OrderedDict<IntPtr, OptimizerState> _state = new();

    /// <summary>An optimiser without groups.</summary>
    public OptimizerHelper() : base(IntPtr.Zero) => _parameter_groups = new List<ParamGroup>();

    /// <summary>Kinds of entries in saved state.</summary>
    protected enum TypeCode
    {
        /// <summary>A number.</summary>
        Double = 0,

        /// <summary>An integer.</summary>
        Long = 1,

        /// <summary>A tensor.</summary>
        Tensor = 2,

        /// <summary>Options of a group.</summary>
        Options = 3,

        /// <summary>State of a parameter.</summary>
        State = 4,
    }

    /// <inheritdoc/>
    public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

    /// <inheritdoc/>
    public override void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

    /// <inheritdoc/>
    public override void zero_grad()
    {
        foreach (var parameter in parameters())
        {
            using var grad = parameter.grad;
            grad?.zero_();
        }
    }

    /// <summary>Moves the state of all parameters to a device.</summary>
    public void to(Device device)
    {
        foreach (var parameter in parameters())
        {
            _state[parameter.Handle].to(device);
        }
    }

    /// <summary>The live options and states.</summary>
    public virtual StateDictionary state_dict()
    {
        var result = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            result.Options.Add(group.Options);
            var indices = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                indices.Add(result.State.Count);
                result.State.Add(_state[parameter.Handle]);
            }

            result.StateIndexRef.Add(indices);
        }

        return result;
    }

    /// <summary>Takes over the options and copies the states of another optimiser of the same kind and shape.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        Check(own, state_dict.Options.Count, state_dict.State.Count);
        for (var i = 0; i < own.Options.Count; i++)
        {
            if (!ReferenceEquals(own.Options[i], state_dict.Options[i]))
            {
                own.Options[i].LoadStateDict(state_dict.Options[i]);
            }
        }

        for (var i = 0; i < own.State.Count; i++)
        {
            if (!ReferenceEquals(own.State[i], state_dict.State[i]))
            {
                own.State[i].LoadStateDict(state_dict.State[i]);
            }
        }
    }

    /// <summary>Writes options and states to a file.</summary>
    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    /// <summary>Writes the kind of optimiser, the numbers of groups and states as LEB128, then each of them.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        var own = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt64(own.Options.Count);
        writer.Write7BitEncodedInt64(own.State.Count);
        own.Options.ForEach(options => options.SaveStateDict(writer));
        own.State.ForEach(state => state.SaveStateDict(writer));
    }

    /// <summary>Reads options and states from a file.</summary>
    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    /// <summary>Reads options and states.</summary>
    /// <exception cref="InvalidDataException">They are of another kind of optimiser.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        var kind = reader.ReadString();
        if (kind != GetType().Name)
        {
            throw new InvalidDataException(
                $"Mismatched optimizer type: expected '{GetType().Name}', but found '{kind}' in the loaded stream.");
        }

        var own = state_dict();
        Check(own, reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        own.Options.ForEach(options => options.LoadStateDict(reader));
        own.State.ForEach(state => state.LoadStateDict(reader));
    }

    /// <summary>Runs the closure with, and the update of each group without, the graph; what the update makes is let go.</summary>
    protected Tensor _step<T>(Action<T> body, Func<Tensor> loss_closure = null) where T : ParamGroup
    {
        Tensor loss = null;
        if (loss_closure is not null)
        {
            using var graph = enable_grad();
            loss = loss_closure();
        }

        using var mode = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in _parameter_groups)
        {
            body((T)group);
        }

        return loss;
    }

    /// <summary>Sets the options of the optimiser and adds the first groups.</summary>
    private protected void Start(IEnumerable<ParamGroup> groups, OptimizerOptions defaults)
    {
        defaults.InitialLearningRate = defaults.LearningRate.Value;
        _defaults = defaults;
        foreach (var group in groups)
        {
            add_param_group(group);
        }
    }

    /// <summary>Adds a group, with the optimiser's options where it leaves them open and a state for each parameter.</summary>
    private protected void Add<TOptions>(ParamGroup group, Func<Parameter, OptimizerState> state) where TOptions : OptimizerOptions, new()
    {
        group.Options ??= new TOptions();
        group.Options.Fill(_defaults);
        group.Parameters = group.Parameters.ToList();
        _parameter_groups.Add(group);
        foreach (var parameter in group.Parameters)
        {
            var fresh = state(parameter);
            fresh.Initialize(group.Options);
            _state[parameter.Handle] = fresh;
        }
    }

    /// <summary>Updates the parameters of a group that have a gradient.</summary>
    /// <param name="group">The group.</param>
    /// <param name="advance">Counts a state's step; parameters for which it returns the same are updated together.</param>
    /// <param name="update">One step of columns: parameters (0), gradients (1), then the tensors of the states in the order of their fields.</param>
    private protected void Update<TState, TKey>(ParamGroup group, Func<TState, TKey> advance, Action<Tensor[][], TKey> update) where TState : OptimizerState
    {
        var ready = group.Parameters.Select(parameter => (parameter, parameter.grad, state: (TState)_state[parameter.Handle]))
            .Where(entry => entry.grad is not null).ToList();
        foreach (var same in ready.GroupBy(entry => advance(entry.state)))
        {
            var rows = same.Select(entry => (Tensor[])[entry.parameter, entry.grad, .. entry.state.Tensors]).ToList();
            Blocks.Run(rows, columns => update(columns, same.Key));
        }
    }

    private protected override void Release()
    {
        foreach (var (_, state) in _state)
        {
            ((IDisposable)state).Dispose();
        }
    }

    private protected static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new ArgumentException(what);
        }
    }

    /// <summary>What the kinds of Adam ask of their options.</summary>
    private protected static void RequireAdam(double lr, double beta1, double beta2, double eps, double weightDecay)
    {
        Require(lr >= 0, $"Invalid learning rate: {lr}");
        Require(beta1 >= 0 && beta1 < 1, $"Invalid beta1: {beta1}");
        Require(beta2 >= 0 && beta2 < 1, $"Invalid beta2: {beta2}");
        Require(eps >= 0, $"Invalid eps: {eps}");
        Require(weightDecay >= 0, $"Invalid weight_decay value: {weightDecay}");
    }

    private static void Check(StateDictionary own, long options, long states)
    {
        Require(options == own.Options.Count, "Invalid optimizer state -- different number of parameter groups.");
        Require(states == own.State.Count, "Invalid optimizer state -- different number of states.");
    }
}
